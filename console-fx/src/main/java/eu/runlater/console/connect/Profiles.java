package eu.runlater.console.connect;

import eu.runlater.console.api.Json;
import eu.runlater.console.shell.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The profiles, in a file of the user's. A file that cannot be read is set aside, never overwritten, and
/// [#setAside()] says so. FX thread.
public final class Profiles {
    private final Path file;
    private final ObservableList<Profile> list = FXCollections.observableArrayList();
    private @Nullable Path setAside;

    public Profiles(Path folder) {
        this.file = folder.resolve("profiles.json");
        load();
    }

    public ObservableList<Profile> list() {
        return list;
    }

    /// Where a file that could not be read was put; absent = all is well.
    public Optional<Path> setAside() {
        return Optional.ofNullable(setAside);
    }

    public Optional<Profile> find(String name) {
        return list.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    /// @param before the profile it replaces; absent = a new one
    public void put(@Nullable Profile before, Profile profile) {
        int index = before == null ? -1 : list.indexOf(before);
        if (index < 0) {
            list.add(profile);
        } else {
            list.set(index, profile);
        }
        save();
    }

    public void remove(Profile profile) {
        list.remove(profile);
        save();
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            list.setAll(Json.WIRE.readValue(Files.readString(file), new TypeReference<ArrayList<Profile>>() {}));
        } catch (IOException | JacksonException | NullPointerException e) {
            setAside = BrokenFile.setAside(file, e);
        }
    }

    private void save() {
        try {
            PrivateFiles.write(file, Json.WIRE.writerWithDefaultPrettyPrinter().writeValueAsBytes(List.copyOf(list)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
