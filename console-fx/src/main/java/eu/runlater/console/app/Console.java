package eu.runlater.console.app;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.connect.ConnectView;
import eu.runlater.console.connect.KeyVault;
import eu.runlater.console.connect.Profiles;
import eu.runlater.console.connect.SignInPane;
import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.live.LiveState;
import eu.runlater.console.shell.Doors;
import eu.runlater.console.shell.Navigator;
import eu.runlater.console.shell.Panes;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Preferences;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.shell.Room;
import eu.runlater.console.shell.Session;
import eu.runlater.console.shell.Shell;
import eu.runlater.console.shell.Toasts;
import eu.runlater.console.ui.Appearance;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Ticker;
import eu.runlater.console.ui.Times;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The whole console inside one scene: the profiles, or one open profile; never both. Opening another profile
/// closes the one before first. FX thread.
public final class Console implements Doors, AutoCloseable {
    private final Scene scene = new Scene(new StackPane(), 1_280, 800);
    private final Profiles profiles;
    private final KeyVault vault;
    private final Preferences preferences;
    private final Appearance appearance;
    private final InstantSource clock;
    private final Executor fx;
    private final List<Room> rooms;
    private final Consumer<String> browser;
    private final Background background;
    private final Ticker ticker = new Ticker();
    private final Times times;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title", Texts.get("app.title"));
    private @Nullable Shell shell;

    /// @param browser opens a page of the web outside of the console
    public Console(
            Profiles profiles,
            KeyVault vault,
            Preferences preferences,
            Appearance appearance,
            InstantSource clock,
            Executor fx,
            List<Room> rooms,
            Consumer<String> browser) {
        this.profiles = profiles;
        this.vault = vault;
        this.preferences = preferences;
        this.appearance = appearance;
        this.clock = clock;
        this.fx = fx;
        this.rooms = rooms;
        this.browser = browser;
        this.background = Background.onVirtualThreads(fx);
        this.times = new Times(clock, ZoneId.systemDefault(), ticker);
        if (preferences.utcProperty().get()) {
            times.zoneProperty().set(ZoneOffset.UTC);
        }
        times.zoneProperty()
                .addListener((_, _, zone) -> preferences.utcProperty().set(zone.equals(ZoneOffset.UTC)));
        appearance.choiceProperty().bindBidirectional(preferences.appearanceProperty());
        appearance.dress(scene);
    }

    public Scene scene() {
        return scene;
    }

    /// For the window: the profile's name, never a key.
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// The open profile's session; absent while the profiles are shown.
    public Optional<Session> session() {
        return Optional.ofNullable(shell).map(Shell::session);
    }

    @Override
    public List<Profile> profiles() {
        return List.copyOf(profiles.list());
    }

    @Override
    public void allProfiles() {
        closeShell();
        showConnect();
    }

    @Override
    public void enterKey(Profile profile) {
        closeShell();
        showConnect().askForKey(profile);
    }

    @Override
    public void reopen() {
        session()
                .ifPresent(open -> open(
                        open.profile(),
                        open.api().access().key(),
                        Optional.of(open.navigator().current())));
    }

    @Override
    public void signInAgain() {
        session().ifPresent(open -> {
            if (!open.panes().isShown()) {
                new SignInPane(open, vault, background, browser).open();
            }
        });
    }

    @Override
    public void signedOut(Profile profile) {
        closeShell();
        showConnect().forget(profile);
    }

    @Override
    public void open(Profile profile, Optional<Place> place) {
        closeShell();
        showConnect().open(profile, place);
    }

    /// Opens an engine with this key.
    ///
    /// @param place absent = where the profile was left, or the first room
    public void open(Profile profile, String key, Optional<Place> place) {
        closeShell();
        Access access = new Access(Access.address(profile.url()), key);
        Place home =
                Place.of(profile.name(), rooms.isEmpty() ? "" : rooms.getFirst().id());
        Place start = place.filter(p -> !p.room().isEmpty())
                .or(() -> preferences.lastPlace(profile.name()).filter(this::exists))
                .orElse(home);
        Navigator navigator = new Navigator(start);
        LiveState live = new LiveState(access, clock, fx);
        Session session = Session.of(
                profile,
                EngineApi.of(access),
                Background.onVirtualThreads(fx),
                live,
                times,
                navigator,
                new Toasts(),
                new Panes(),
                preferences,
                this);
        navigator.currentProperty().subscribe(now -> preferences.lastPlaces().put(profile.name(), now.toString()));
        Shell opened = new Shell(session, rooms, preferences, appearance, this);
        shell = opened;
        title.set(Texts.get("app.title_with", profile.name()));
        opened.open(scene);
        if (access.isSession()) {
            askWhenItEnds(session, access);
        }
        live.start();
    }

    @Override
    public void close() {
        closeShell();
        background.close();
    }

    /// A session ends by itself one day: the password is asked for in place, whoever notices first.
    private void askWhenItEnds(Session session, Access access) {
        Runnable ask = () -> {
            if (session().filter(open -> open == session).isPresent()) {
                signInAgain();
            }
        };
        access.whenRefused(() -> fx.execute(ask));
        session.live().connectionProperty().subscribe(state -> {
            if (state instanceof ConnectionState.Unauthorized) {
                ask.run();
            }
        });
    }

    private boolean exists(Place place) {
        return rooms.stream().anyMatch(room -> room.id().equals(place.room()));
    }

    private ConnectView showConnect() {
        title.set(Texts.get("app.title"));
        ConnectView view = new ConnectView(profiles, vault, background, fx, this::open, browser);
        scene.setRoot(view);
        return view;
    }

    private void closeShell() {
        if (shell != null) {
            shell.close();
            shell = null;
        }
    }
}
