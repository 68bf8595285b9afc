package eu.runlater.console.team;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.shell.Panes;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A small form over the screen: fields, Cancel and the verb. What the engine refuses stands under its field, or above
/// the buttons. FX thread.
final class AskPane extends VBox {
    private final Panes panes;
    private final VBox content = new VBox(14);
    private final Label trouble = new Label();
    private final Button cancel = new Button(Texts.get("shell.confirm.cancel"));
    private final Button go = new Button();
    private final Map<String, FieldBox> fields = new LinkedHashMap<>();

    /// @param danger it cannot be taken back: the focus is on Cancel and Enter does not do it
    AskPane(Panes panes, String title, String verb, boolean danger) {
        super(16);
        this.panes = panes;
        getStyleClass().addAll("pane", "ask");
        setPrefWidth(480);
        Label heading = new Label(title);
        heading.getStyleClass().add("pane-title");
        heading.setWrapText(true);
        trouble.getStyleClass().add("field-error");
        trouble.setId("ask-trouble");
        trouble.setWrapText(true);
        trouble.setMinHeight(USE_PREF_SIZE);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
        cancel.setId("ask-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> panes.close());
        go.setText(verb);
        go.setId("ask-go");
        go.getStyleClass().add(danger ? "danger" : "accent");
        go.setDefaultButton(!danger);
        HBox buttons = new HBox(8, cancel, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(heading, content, trouble, buttons);
    }

    AskPane text(String words) {
        Label text = new Label(words);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return add(text);
    }

    AskPane add(Node node) {
        content.getChildren().add(node);
        return this;
    }

    /// @param name how the API calls it
    AskPane field(String name, FieldBox box) {
        fields.put(name, box);
        return add(box);
    }

    /// Two fields beside each other, both there or both not.
    AskPane pair(String leftName, FieldBox left, String rightName, FieldBox right) {
        fields.put(leftName, left);
        fields.put(rightName, right);
        HBox row = new HBox(14, left, right);
        for (FieldBox one : List.of(left, right)) {
            one.setPrefWidth(200);
            HBox.setHgrow(one, Priority.ALWAYS);
        }
        row.managedProperty().bind(left.visibleProperty());
        return add(row);
    }

    /// The verb stays disabled until the exact text is typed.
    AskPane typed(String expected, javafx.scene.control.TextField field) {
        go.disableProperty().bind(field.textProperty().isNotEqualTo(expected));
        return add(new FieldBox("ask-typed", Texts.get("shell.confirm.type", expected), field));
    }

    void onGo(Runnable action) {
        go.setOnAction(_ -> {
            trouble.setText("");
            fields.values().forEach(box -> box.problem(null));
            action.run();
        });
    }

    /// An answer is awaited: nothing is sent twice.
    void busy(boolean now) {
        content.setDisable(now);
        if (!go.disableProperty().isBound()) {
            go.setDisable(now);
        }
    }

    void failed(ApiFailure why) {
        busy(false);
        boolean placed = false;
        for (Map.Entry<String, FieldBox> field : fields.entrySet()) {
            var problems = why.details().get(field.getKey());
            if (problems != null) {
                field.getValue().problem(String.join(", ", problems));
                placed = true;
            }
        }
        if (!placed) {
            trouble.setText(FailureText.sentence(why) + "\n" + FailureText.details(why));
        }
    }

    void open(Node focus) {
        panes.show(this);
        Focus.on(focus);
    }

    void openOnCancel() {
        open(cancel);
    }

    void close() {
        panes.close();
    }
}
