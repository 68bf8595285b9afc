package eu.runlater.console.app;

import eu.runlater.console.api.Json;
import eu.runlater.console.connect.BrokenFile;
import eu.runlater.console.connect.PrivateFiles;
import eu.runlater.console.shell.Preferences;
import eu.runlater.console.ui.Appearance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.collections.MapChangeListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Keeps the preferences and the window's size in a file, written whenever one changes. A file that cannot be read
/// is set aside and everything starts as it comes. FX thread.
final class PreferencesFile {
    private static final System.Logger LOG = System.getLogger(PreferencesFile.class.getName());

    /// The file's content.
    record Content(
            @Nullable String appearance,
            boolean utc,
            boolean sidebarFolded,
            @Nullable Map<String, String> lastPlaces,
            @Nullable Double width,
            @Nullable Double height) {
        Content {
            lastPlaces = lastPlaces == null ? Map.of() : Map.copyOf(lastPlaces);
        }

        Map<String, String> places() {
            return lastPlaces == null ? Map.of() : lastPlaces;
        }
    }

    private final Path file;
    private final Preferences preferences = new Preferences();
    private @Nullable Path setAside;
    private @Nullable Double width;
    private @Nullable Double height;

    PreferencesFile(Path folder) {
        this.file = folder.resolve("preferences.json");
        read();
        preferences.appearanceProperty().addListener((_, _, _) -> save());
        preferences.utcProperty().addListener((_, _, _) -> save());
        preferences.sidebarFoldedProperty().addListener((_, _, _) -> save());
        preferences.lastPlaces().addListener((MapChangeListener<String, String>) _ -> save());
    }

    Preferences preferences() {
        return preferences;
    }

    /// Where a file that could not be read was put; absent = all is well.
    Optional<Path> setAside() {
        return Optional.ofNullable(setAside);
    }

    double width(double otherwise) {
        return width == null ? otherwise : Math.clamp(width, 640, 10_000);
    }

    double height(double otherwise) {
        return height == null ? otherwise : Math.clamp(height, 480, 10_000);
    }

    void windowWas(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        save();
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Content content = Json.WIRE.readValue(Files.readString(file), Content.class);
            for (Appearance.Choice choice : Appearance.Choice.values()) {
                if (choice.name().equalsIgnoreCase(content.appearance())) {
                    preferences.appearanceProperty().set(choice);
                }
            }
            preferences.utcProperty().set(content.utc());
            preferences.sidebarFoldedProperty().set(content.sidebarFolded());
            preferences.lastPlaces().putAll(content.places());
            width = content.width();
            height = content.height();
        } catch (IOException | JacksonException | NullPointerException e) {
            setAside = BrokenFile.setAside(file, e);
        }
    }

    private void save() {
        Content content = new Content(
                preferences.appearanceProperty().get().name(),
                preferences.utcProperty().get(),
                preferences.sidebarFoldedProperty().get(),
                new TreeMap<>(preferences.lastPlaces()),
                width,
                height);
        try {
            PrivateFiles.write(file, Json.WIRE.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file + " cannot be written", e);
        }
    }
}
