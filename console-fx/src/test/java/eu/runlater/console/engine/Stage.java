package eu.runlater.console.engine;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.app.Rooms;
import eu.runlater.console.live.FxThread;
import eu.runlater.console.live.LiveState;
import eu.runlater.console.shell.Doors;
import eu.runlater.console.shell.Navigator;
import eu.runlater.console.shell.Panes;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Preferences;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.shell.Session;
import eu.runlater.console.shell.Shell;
import eu.runlater.console.shell.Toasts;
import eu.runlater.console.ui.Appearance;
import eu.runlater.console.ui.Ticker;
import eu.runlater.console.ui.Times;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/// The whole frame with the rooms in it, on a scripted engine. FX thread.
public final class Stage implements AutoCloseable {
    private final Session session;
    private final Shell shell;
    private final Scene scene;
    private final Appearance appearance;

    /// @param access to what it talks to · @param clock the same as the engine's
    public Stage(Access access, InstantSource clock, Place start, Appearance appearance, boolean readOnly) {
        this.appearance = appearance;
        FxThread fx = new FxThread();
        Preferences preferences = new Preferences();
        Times times = new Times(clock, ZoneId.of("Europe/Oslo"), new Ticker());
        Profile profile =
                Profile.withKey(start.profile(), access.base().toString(), Profile.Colour.BLUE, false, readOnly);
        session = Session.of(
                profile,
                EngineApi.of(access),
                Background.onVirtualThreads(fx),
                new LiveState(access, clock, fx),
                times,
                new Navigator(start),
                new Toasts(Duration.minutes(2), Duration.minutes(2)),
                new Panes(),
                preferences,
                new Nowhere());
        shell = new Shell(session, Rooms.all(), preferences, appearance, new Nowhere());
        scene = new Scene(new StackPane(), 1_280, 800);
        appearance.dress(scene);
    }

    /// Shows the frame and listens to the engine; to be called once the scene is in a window.
    public Stage open() {
        session.live().start();
        shell.open(scene);
        return this;
    }

    public Session session() {
        return session;
    }

    public Scene scene() {
        return scene;
    }

    public Appearance appearance() {
        return appearance;
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Nowhere implements Doors {
        @Override
        public List<Profile> profiles() {
            return List.of();
        }

        @Override
        public void open(Profile profile, Optional<Place> place) {}

        @Override
        public void allProfiles() {}

        @Override
        public void enterKey(Profile profile) {}

        @Override
        public void reopen() {}

        @Override
        public void signInAgain() {}

        @Override
        public void signedOut(Profile profile) {}
    }
}
