package eu.runlater.console.team;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.shell.Panes;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A secret that the engine shows once. It goes only by its button, since a slip of the hand would lose it. FX thread.
final class ShownOnce extends VBox {
    private final Panes panes;
    private final Button stored = new Button(Texts.get("team.once.stored"), new FontIcon(Feather.CHECK));

    ShownOnce(Panes panes, String title, String text, String secret) {
        super(14);
        this.panes = panes;
        setId("shown-once");
        getStyleClass().addAll("pane", "ask");
        setPrefWidth(600);
        Label heading = new Label(title);
        heading.getStyleClass().add("pane-title");
        Label words = new Label(text);
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        Label warning = new Label(Texts.get("team.once.warning"), new FontIcon(Feather.ALERT_TRIANGLE));
        warning.getStyleClass().addAll("status-label", "tone-warning");
        warning.setWrapText(true);
        warning.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(heading, words, copyable("once-secret", secret, "team.once.copy"), warning);
        stored.setId("once-stored");
        stored.getStyleClass().add("accent");
        stored.setOnAction(_ -> panes.close());
        HBox buttons = new HBox(stored);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().add(buttons);
    }

    /// A command that uses it, above the buttons.
    ShownOnce command(String title, String command) {
        Label label = new Label(title);
        label.getStyleClass().add("field-label");
        VBox box = new VBox(6, label, copyable("once-command", command, "team.once.copy_command"));
        getChildren().add(getChildren().size() - 1, box);
        return this;
    }

    private static VBox copyable(String id, String text, String copyKey) {
        Label shown = new Label(text);
        shown.setId(id);
        shown.getStyleClass().addAll("mono", "code-box");
        shown.setWrapText(true);
        shown.setMinHeight(Region.USE_PREF_SIZE);
        shown.setMaxWidth(Double.MAX_VALUE);
        Button copy = new Button(Texts.get(copyKey), new FontIcon(Feather.COPY));
        copy.setId(id + "-copy");
        copy.getStyleClass().add("small");
        copy.setOnAction(_ -> {
            Clip.put(text);
            copy.setText(Texts.get("team.once.copied"));
        });
        return new VBox(6, shown, copy);
    }

    void open() {
        panes.showKept(this);
        Focus.on(stored);
    }
}
