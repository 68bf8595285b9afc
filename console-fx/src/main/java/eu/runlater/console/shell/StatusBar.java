package eu.runlater.console.shell;

import eu.runlater.console.ui.KeyCaps;
import eu.runlater.console.ui.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The line at the bottom: how fresh everything is, how the engine is doing, the two keys worth knowing.
final class StatusBar extends HBox {
    private @Nullable String tone;

    StatusBar(ShellViewModel model) {
        super(14);
        setId("status-bar");
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        Circle dot = new Circle(4);
        dot.getStyleClass().add("fresh-dot");
        Label fresh = new Label("", dot);
        fresh.setId("freshness");
        fresh.getStyleClass().add("freshness");
        fresh.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip explanation = new Tooltip();
        explanation.setShowDelay(Duration.millis(200));
        fresh.setTooltip(explanation);
        model.freshnessProperty().subscribe(freshness -> {
            fresh.setText(freshness.text());
            explanation.setText(freshness.explanation());
            if (!freshness.tone().equals(tone)) {
                fresh.getStyleClass().remove(tone);
                fresh.getStyleClass().add(freshness.tone());
                tone = freshness.tone();
            }
        });
        Label engine = new Label();
        engine.setId("engine-line");
        engine.getStyleClass().add("engine-line");
        engine.textProperty().bind(model.engineProperty());
        engine.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .addAll(
                        fresh,
                        engine,
                        space,
                        hint("Z", Texts.get("shell.status.undo")),
                        hint("?", Texts.get("shell.status.keys")));
    }

    private static HBox hint(String key, String text) {
        Label label = new Label(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox hint = new HBox(6, new KeyCaps(List.of(key)), label);
        hint.setAlignment(Pos.CENTER);
        return hint;
    }
}
