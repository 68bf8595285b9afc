package eu.runlater.console.app;

import eu.runlater.console.connect.KeyVault;
import eu.runlater.console.connect.KeyVaults;
import eu.runlater.console.connect.Profiles;
import eu.runlater.console.live.FxThread;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.ui.Appearance;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import javafx.stage.Stage;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// Puts the console into a window.
public final class ConsoleApp extends Application {
    private static final double MIN_WIDTH = 760;
    private static final double MIN_HEIGHT = 520;

    private @Nullable Arguments arguments;
    private @Nullable KeyVault vault;
    private @Nullable Path folder;
    private @Nullable Console console;

    /// Not on the FX thread: looking for a key store may take a moment.
    @Override
    public void init() throws Arguments.Misunderstood {
        Map<String, String> environment = System.getenv();
        arguments = Arguments.parse(getParameters().getRaw(), environment);
        Path mine = ConsoleFolder.of(
                environment, System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
        folder = mine;
        vault = "file".equals(environment.get("RUNLATER_CONSOLE_VAULT"))
                ? KeyVaults.inFile(mine)
                : KeyVaults.ofThisMachine(mine);
    }

    @Override
    public void start(Stage stage) {
        if (arguments == null || vault == null || folder == null) {
            throw new IllegalStateException("init() was not called");
        }
        PreferencesFile file = new PreferencesFile(folder);
        Profiles profiles = new Profiles(folder);
        Console opened = new Console(
                profiles,
                vault,
                file.preferences(),
                new Appearance(),
                InstantSource.system(),
                new FxThread(),
                Rooms.all(),
                getHostServices()::showDocument);
        console = opened;
        stage.titleProperty().bind(opened.titleProperty());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.setWidth(file.width(1_360));
        stage.setHeight(file.height(860));
        stage.setScene(opened.scene());
        stage.setOnHidden(_ -> file.windowWas(stage.getWidth(), stage.getHeight()));
        stage.show();
        enter(opened, profiles, arguments);
    }

    @Override
    public void stop() {
        if (console != null) {
            console.close();
        }
    }

    private static void enter(Console console, Profiles profiles, Arguments arguments) {
        String url = arguments.url();
        String key = arguments.key();
        if (url != null && key != null) {
            console.open(visitor(profiles, HttpUrl.get(url)), key, arguments.placeToOpen());
            return;
        }
        String name = arguments.placeToOpen().map(Place::profile).orElse(arguments.profile());
        Optional<Profile> wanted = name == null ? Optional.empty() : profiles.find(name);
        wanted.ifPresentOrElse(profile -> console.open(profile, arguments.placeToOpen()), console::allProfiles);
    }

    /// The profile of this address if there is one, otherwise one that is not kept.
    private static Profile visitor(Profiles profiles, HttpUrl url) {
        return profiles.list().stream()
                .filter(profile -> url.equals(HttpUrl.parse(profile.url())))
                .findFirst()
                .orElseGet(() -> {
                    boolean here = url.host().equals("localhost")
                            || url.host().startsWith("127.")
                            || url.host().equals("::1");
                    String name = here ? "local" : url.host();
                    boolean taken = profiles.find(name).isPresent();
                    return Profile.withKey(
                            taken ? name + ":" + url.port() : name, url.toString(), Profile.Colour.BLUE, false, false);
                });
    }
}
