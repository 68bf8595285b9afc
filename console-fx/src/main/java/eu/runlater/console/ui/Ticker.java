package eu.runlater.console.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;
import javafx.util.Subscription;

/// One beat a second for everything that shows relative time. Rests while nobody listens. FX thread.
public final class Ticker {
    private final List<Runnable> listeners = new ArrayList<>();
    private final Timeline timeline = new Timeline(new KeyFrame(Duration.seconds(1), _ -> beat()));

    public Ticker() {
        timeline.setCycleCount(Animation.INDEFINITE);
    }

    public Subscription subscribe(Runnable listener) {
        listeners.add(listener);
        timeline.play();
        return () -> {
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                timeline.stop();
            }
        };
    }

    /// Calls everybody now.
    public void beat() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
