package eu.runlater.console.overview;

import eu.runlater.console.ui.Sparkline;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.Overview.Cause;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One cause of failures: what fails where and how, how often, since when, when it is tried next, and how it went
/// over the window. A button, so that it takes the focus and opens with `Enter`.
final class CauseLine extends Button {
    private final Times times;
    private final Label task = new Label();
    private final Label host = new Label();
    private final Label signature = new Label();
    private final Label count = new Label();
    private final Label since = new Label();
    private final Label next = new Label();
    private final Sparkline minutes = new Sparkline();
    private @Nullable Cause cause;

    CauseLine(Times times, Consumer<Cause> open) {
        this.times = times;
        getStyleClass().add("cause-line");
        task.getStyleClass().add("strong");
        task.setMinWidth(60);
        host.getStyleClass().addAll("muted", "small-text");
        signature.getStyleClass().add("cause-signature");
        count.getStyleClass().add("cause-count");
        HBox first = new HBox(8, task, host);
        first.setAlignment(Pos.BASELINE_LEFT);
        VBox what = new VBox(2, first, signature);
        what.setAlignment(Pos.CENTER_LEFT);
        what.setMinWidth(0);
        HBox.setHgrow(what, Priority.ALWAYS);
        minutes.setPrefSize(132, 28);
        minutes.setMinSize(132, 28);
        minutes.setMaxSize(132, 28);
        FontIcon arrow = new FontIcon(Feather.CHEVRON_RIGHT);
        HBox line = new HBox(
                16, what, sized(count, 64, "number"), pair("since", since), pair("next", next), minutes, arrow);
        line.setAlignment(Pos.CENTER_LEFT);
        setGraphic(line);
        setMaxWidth(Double.MAX_VALUE);
        line.prefWidthProperty().bind(widthProperty().subtract(24));
        setOnAction(_ -> {
            if (cause != null) {
                open.accept(cause);
            }
        });
    }

    void show(Cause shown) {
        cause = shown;
        task.setText(shown.taskName());
        host.setText(shown.host());
        signature.setText(shown.signature());
        count.setText(Texts.get("overview.cause.times", shown.executions()));
        minutes.setFailures(shown.minutes());
        setTooltip(new Tooltip(shown.taskName() + "\n" + shown.signature()));
        beat();
        setAccessibleText(Texts.get(
                "overview.cause.spoken",
                shown.taskName(),
                shown.host(),
                shown.signature(),
                shown.executions(),
                since.getText()));
    }

    /// Writes the times again: the next try comes nearer.
    void beat() {
        Cause shown = cause;
        if (shown == null) {
            return;
        }
        since.setText(times.brief(shown.since()));
        Instant at = shown.nextAttemptAt();
        next.setText(at == null ? Texts.get("overview.cause.no_next") : times.relative(at));
    }

    private static VBox pair(String name, Label value) {
        Label title = new Label(Texts.get("overview.cause." + name));
        title.getStyleClass().add("fact-name");
        value.getStyleClass().add("fact-value");
        VBox pair = new VBox(1, title, value);
        pair.setAlignment(Pos.CENTER_LEFT);
        pair.setMinWidth(84);
        pair.setPrefWidth(84);
        return pair;
    }

    private static Label sized(Label label, double width, String styleClass) {
        label.getStyleClass().add(styleClass);
        label.setMinWidth(width);
        label.setPrefWidth(width);
        label.setMaxWidth(width);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }
}
