package eu.runlater.console.overview;

import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.Usage;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Says that the month's executions are running out, from four fifths of the plan's limit on; otherwise it is not
/// there.
final class UsageLine extends HBox {
    /// As the engine's first notice.
    private static final double NEAR = 0.8;

    private final Times times;
    private final Label text = new Label();

    UsageLine(Times times) {
        super(10);
        this.times = times;
        setId("usage-line");
        getStyleClass().addAll("usage-line", "tone-warning");
        setAlignment(Pos.CENTER_LEFT);
        FontIcon icon = new FontIcon(Feather.ALERT_TRIANGLE);
        icon.getStyleClass().add("light-icon");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(icon, text);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// @param usage absent = not known
    void show(@Nullable Usage usage) {
        Long limit = usage == null ? null : usage.limit();
        boolean near = usage != null && limit != null && limit > 0 && usage.executions() >= limit * NEAR;
        setVisible(near);
        if (usage == null || limit == null || !near) {
            return;
        }
        boolean over = usage.executions() >= limit;
        getStyleClass().removeAll("tone-warning", "tone-danger");
        getStyleClass().add(over ? "tone-danger" : "tone-warning");
        text.setText(Texts.get(
                over ? "overview.usage.over" : "overview.usage.near",
                OverviewView.count(usage.executions()),
                OverviewView.count(limit),
                (int) Math.floor(usage.executions() * 100.0 / limit),
                usage.plan(),
                times.absolute(usage.resetsAt())));
    }
}
