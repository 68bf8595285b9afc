package eu.runlater.console.ui;

import eu.runlater.model.ExecutionSummary;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A state as icon, word and colour.
public final class StatusLabel extends Label {
    private final FontIcon icon = new FontIcon();
    private @Nullable String tone;

    public StatusLabel() {
        getStyleClass().add("status-label");
        icon.getStyleClass().add("status-icon");
        setGraphic(icon);
    }

    public void show(ExecutionSummary execution) {
        show(StateLook.of(execution));
    }

    public void show(String word) {
        show(StateLook.of(word));
    }

    public void show(StateLook look) {
        icon.setIconCode(look.icon());
        setText(look.word());
        setAccessibleText(look.word());
        if (!look.tone().equals(tone)) {
            getStyleClass().remove(tone);
            getStyleClass().add(look.tone());
            tone = look.tone();
        }
    }
}
