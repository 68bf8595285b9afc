package eu.runlater.console.settings;

import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room.
public final class SettingsRoom {
    public static final String ID = "settings";

    private SettingsRoom() {}

    public static Room room() {
        return Room.of(ID, "settings.title", Feather.SETTINGS, "Shortcut+Comma", Room.Group.ADMIN, SettingsView::new);
    }
}
