package eu.runlater.console.ui;

import java.time.Instant;
import java.time.ZoneId;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// A moment as a distance from now, counting along while it is on screen; the tooltip has the moment itself with its
/// zone.
public final class RelativeTime extends Label {
    private final Times times;
    private final Tooltip exact = new Tooltip();
    private final ChangeListener<ZoneId> zoneChanged = (_, _, _) -> write();
    private Subscription beats = Subscription.EMPTY;
    private @Nullable Instant at;

    public RelativeTime(Times times) {
        this.times = times;
        getStyleClass().add("relative-time");
        exact.setShowDelay(Duration.millis(300));
        sceneProperty().addListener((_, _, scene) -> follow(scene));
    }

    public void setAt(@Nullable Instant at) {
        this.at = at;
        write();
    }

    private void follow(@Nullable Scene scene) {
        beats.unsubscribe();
        times.zoneProperty().removeListener(zoneChanged);
        beats = Subscription.EMPTY;
        if (scene != null) {
            beats = times.ticker().subscribe(this::write);
            times.zoneProperty().addListener(zoneChanged);
            write();
        }
    }

    private void write() {
        Instant moment = at;
        if (moment == null) {
            setText(Texts.get("ui.none"));
            setTooltip(null);
        } else {
            setText(times.relative(moment));
            exact.setText(times.full(moment));
            setTooltip(exact);
        }
    }
}
