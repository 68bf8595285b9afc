package eu.runlater.console.queues;

import atlantafx.base.controls.ToggleSwitch;
import eu.runlater.console.queues.QueueSettingsModel.Field;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.QueueView;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The settings of a queue, edited where they stand. Nothing is sent before `Save`; then it takes effect at once. FX
/// thread.
final class QueueSettingsForm extends VBox {
    private final QueueSettingsModel model;
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Map<Field, Node> inputs = new EnumMap<>(Field.class);
    private final VBox problems = new VBox(2);
    private final Label newer = new Label();
    private final HBox buttons = new HBox(8);

    /// @param offline why nothing can be changed at the moment; empty = it can
    QueueSettingsForm(QueueSettingsModel model, boolean readOnly, ObservableValue<String> offline, Runnable save) {
        super(10);
        this.model = model;
        getStyleClass().add("queue-settings");
        TextField concurrency = text(model.concurrencyProperty(), 4);
        TextField rate = text(model.rateProperty(), 7);
        rate.setPromptText(Texts.get("queues.settings.no_limit"));
        TextField priority = text(model.priorityProperty(), 4);
        priority.setPromptText(Texts.get("queues.settings.default_priority"));
        ToggleSwitch ordered = new ToggleSwitch();
        ordered.selectedProperty().bindBidirectional(model.orderedProperty());
        HBox orderedBox = new HBox(ordered);
        orderedBox.setAlignment(Pos.CENTER_LEFT);
        orderedBox.setMinHeight(32);
        HBox line = new HBox(
                14,
                field(Field.CONCURRENCY, concurrency, concurrency),
                field(Field.RATE, rate, rate),
                field(Field.PRIORITY, priority, priority),
                field(Field.ORDERED, ordered, orderedBox));
        for (Node input : new Node[] {concurrency, rate, priority, ordered}) {
            input.setDisable(readOnly);
        }
        newer.setId("settings-newer");
        newer.getStyleClass().add("settings-newer");
        newer.setWrapText(true);
        newer.setMinHeight(USE_PREF_SIZE);
        newer.managedProperty().bind(newer.visibleProperty());
        problems.setId("settings-problems");
        problems.managedProperty().bind(problems.visibleProperty());
        getChildren().addAll(line, problems, newer, buttons);
        buttons(offline, save);
        model.problemsProperty().subscribe(this::showProblems);
        model.newerProperty().subscribe(this::showNewer);
    }

    private void buttons(ObservableValue<String> offline, Runnable save) {
        Button go = new Button(Texts.get("queues.settings.save"));
        go.setId("settings-save");
        go.getStyleClass().addAll("accent", "small");
        go.setOnAction(_ -> save.run());
        Tooltip tooltip = new Tooltip();
        go.setTooltip(tooltip);
        offline.subscribe(why -> {
            go.setDisable(!why.isEmpty());
            tooltip.setText(why.isEmpty() ? Texts.get("queues.command.save") + "  Ctrl+Enter" : why);
        });
        Button discard = new Button(Texts.get("queues.settings.discard"));
        discard.setId("settings-discard");
        discard.getStyleClass().add("small");
        discard.setOnAction(_ -> model.discard());
        Label hint = new Label(Texts.get("queues.settings.now"));
        hint.getStyleClass().add("field-hint");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        buttons.setAlignment(Pos.CENTER_LEFT);
        buttons.getChildren().addAll(go, discard, hint, space);
        buttons.visibleProperty().bind(model.dirtyProperty());
        buttons.managedProperty().bind(buttons.visibleProperty());
    }

    /// Below all fields, which are too narrow for a sentence.
    private void showProblems(Map<Field, String> found) {
        inputs.forEach((field, input) -> input.pseudoClassStateChanged(INVALID, found.containsKey(field)));
        problems.setVisible(!found.isEmpty());
        problems.getChildren().clear();
        found.forEach((field, text) -> {
            Label problem =
                    new Label(Texts.get("queues.settings.problem", Texts.get("queues.settings." + field.word()), text));
            problem.getStyleClass().add("field-error");
            problem.setWrapText(true);
            problem.setMinHeight(USE_PREF_SIZE);
            problems.getChildren().add(problem);
        });
    }

    void focusFirst() {
        Node first = inputs.get(Field.CONCURRENCY);
        if (first != null) {
            Focus.on(first);
        }
    }

    private void showNewer(@Nullable QueueView queue) {
        newer.setVisible(queue != null);
        if (queue != null) {
            newer.setText(Texts.get(
                    "queues.settings.newer",
                    queue.concurrency(),
                    queue.rate() == null ? Texts.get("queues.settings.no_limit") : queue.rate(),
                    queue.priority() == null ? Texts.get("queues.settings.default_priority") : queue.priority(),
                    Texts.get(queue.ordered() ? "queues.settings.yes" : "queues.settings.no")));
        }
    }

    private FieldBox field(Field field, Node input, Node content) {
        FieldBox box =
                new FieldBox("queue-" + field.word(), Texts.get("queues.settings." + field.word()), input, content);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setPrefWidth(10);
        box.setMinWidth(0);
        inputs.put(field, input);
        return box;
    }

    private static TextField text(javafx.beans.property.StringProperty value, int columns) {
        TextField field = new TextField();
        field.setPrefColumnCount(columns);
        field.getStyleClass().add("mono");
        field.textProperty().bindBidirectional(value);
        return field;
    }
}
