package eu.runlater.console.shell;

import eu.runlater.console.ui.Appearance;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

/// What the console remembers of how one likes it, whichever profile is open. Kept by whoever listens. FX thread.
public final class Preferences {
    private final ObjectProperty<Appearance.Choice> appearance =
            new SimpleObjectProperty<>(this, "appearance", Appearance.Choice.SYSTEM);
    private final BooleanProperty utc = new SimpleBooleanProperty(this, "utc", false);
    private final BooleanProperty sidebarFolded = new SimpleBooleanProperty(this, "sidebarFolded", false);
    private final ObservableMap<String, String> lastPlaces = FXCollections.observableHashMap();

    public ObjectProperty<Appearance.Choice> appearanceProperty() {
        return appearance;
    }

    /// Whether times are shown in UTC instead of local time.
    public BooleanProperty utcProperty() {
        return utc;
    }

    public BooleanProperty sidebarFoldedProperty() {
        return sidebarFolded;
    }

    /// Profile name → the address it was left at.
    public ObservableMap<String, String> lastPlaces() {
        return lastPlaces;
    }

    /// Where the profile was left, if that can still be read.
    public Optional<Place> lastPlace(String profile) {
        return Optional.ofNullable(lastPlaces.get(profile))
                .flatMap(Place::parse)
                .filter(place -> place.profile().equals(profile));
    }
}
