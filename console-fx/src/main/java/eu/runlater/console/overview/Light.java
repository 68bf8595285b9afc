package eu.runlater.console.overview;

import eu.runlater.console.ui.Texts;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One lamp of the engine strip: an icon that says good or bad also without its colour, a value, and small print.
final class Light extends HBox {
    enum Tone {
        GOOD(Feather.CHECK_CIRCLE, "tone-success"),
        WARNING(Feather.ALERT_TRIANGLE, "tone-warning"),
        BAD(Feather.X_OCTAGON, "tone-danger"),
        UNKNOWN(Feather.CIRCLE, "tone-muted");

        private final Ikon icon;
        private final String styleClass;

        Tone(Ikon icon, String styleClass) {
            this.icon = icon;
            this.styleClass = styleClass;
        }
    }

    private final String name;
    private final FontIcon icon = new FontIcon(Feather.CIRCLE);
    private final Label value = new Label();
    private final Label detail = new Label();
    private Tone tone = Tone.UNKNOWN;

    Light(String id) {
        super(12);
        this.name = Texts.get("overview.strip." + id);
        setId("light-" + id);
        getStyleClass().addAll("light", tone.styleClass);
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        icon.getStyleClass().add("light-icon");
        Label title = new Label(name);
        title.getStyleClass().add("fact-name");
        value.getStyleClass().add("light-value");
        detail.getStyleClass().addAll("muted", "light-detail");
        VBox texts = new VBox(1, title, value, detail);
        texts.setMinWidth(0);
        getChildren().addAll(icon, texts);
    }

    void show(Tone shown, String text, String small) {
        if (shown != tone) {
            getStyleClass().remove(tone.styleClass);
            getStyleClass().add(shown.styleClass);
            tone = shown;
            icon.setIconCode(shown.icon);
        }
        if (!text.equals(value.getText()) || !small.equals(detail.getText())) {
            value.setText(text);
            detail.setText(small);
            Tooltip.install(this, new Tooltip(text + (small.isEmpty() ? "" : "\n" + small)));
            setAccessibleText(
                    name + " " + Texts.get("overview.light." + tone.name().toLowerCase(Locale.ROOT)) + " " + text);
        }
    }
}
