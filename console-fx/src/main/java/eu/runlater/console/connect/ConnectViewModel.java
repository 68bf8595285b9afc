package eu.runlater.console.connect;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.ui.Texts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// The profiles, whether their engines answer, and the ways into them. FX thread.
final class ConnectViewModel {
    private final Profiles profiles;
    private final KeyBox keys;
    private final Background background;
    private final Executor fx;
    private final ConnectView.Opener open;
    private final Map<String, Background.Line> looking = new HashMap<>();
    private final ObservableMap<String, Reachability> reachability = FXCollections.observableHashMap();
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

    /// @param open what happens with a profile and its key
    ConnectViewModel(Profiles profiles, KeyVault vault, Background background, Executor fx, ConnectView.Opener open) {
        this.profiles = profiles;
        this.keys = new KeyBox(vault, background);
        this.background = background;
        this.fx = fx;
        this.open = open;
        profiles.setAside().ifPresent(path -> trouble.set(Texts.get("connect.trouble.profiles_file", path.toString())));
    }

    ObservableList<Profile> profiles() {
        return profiles.list();
    }

    /// By profile name.
    ObservableMap<String, Reachability> reachability() {
        return reachability;
    }

    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// Looks at every profile's engine; needs no key.
    void look() {
        for (Profile profile : profiles.list()) {
            reachability.put(profile.name(), new Reachability.Looking());
            Background.Line line = looking.computeIfAbsent(profile.name(), _ -> background.line());
            line.ask(
                    () -> {
                        try (EngineApi api = EngineApi.of(new Access(Access.address(profile.url()), ""))) {
                            long start = System.nanoTime();
                            api.health();
                            return (System.nanoTime() - start) / 1_000_000;
                        }
                    },
                    millis -> reachability.put(profile.name(), new Reachability.Reachable(millis)),
                    failure -> reachability.put(
                            profile.name(),
                            new Reachability.Unreachable(Texts.get("connect.unreachable."
                                    + failure.kind().name().toLowerCase(Locale.ROOT)))));
        }
    }

    /// Opens a profile with its stored key; without one the form asks for it.
    void open(Profile profile, Optional<Place> place, Consumer<Profile> keyMissing) {
        trouble.set("");
        keys.read(
                profile.name(),
                key -> key.ifPresentOrElse(found -> open.open(profile, found, place), () -> keyMissing.accept(profile)),
                this::vaultTrouble);
    }

    ProfileFormModel form(@Nullable Profile before) {
        return new ProfileFormModel(profiles, keys, background, fx, before);
    }

    void opened(Profile profile, String key) {
        open.open(profile, key, Optional.empty());
    }

    /// Forgets the key, not the profile.
    void forget(Profile profile) {
        keys.delete(profile.name(), this::vaultTrouble);
    }

    /// Forgets the profile and its key.
    void remove(Profile profile) {
        profiles.remove(profile);
        reachability.remove(profile.name());
        keys.delete(profile.name(), this::vaultTrouble);
    }

    private void vaultTrouble(String text) {
        trouble.set(Texts.get("connect.trouble.vault", text));
    }
}
