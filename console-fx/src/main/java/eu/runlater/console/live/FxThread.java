package eu.runlater.console.live;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/// The only way onto the FX thread; an architecture test holds that. Runs at once when already there, so that answers
/// which need no waiting cause no flicker.
public final class FxThread implements Executor {
    @Override
    public void execute(Runnable work) {
        if (Platform.isFxApplicationThread()) {
            work.run();
        } else {
            Platform.runLater(work);
        }
    }
}
