package eu.runlater.console.tasks;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room, and the addresses of what it shows.
public final class TasksRoom {
    public static final String ID = "tasks";

    /// Part of a name or address to look for.
    static final String SEARCH = "q";

    /// The task shown in detail.
    static final String SELECTED = "sel";

    /// The task being edited, or `new`.
    static final String EDIT = "edit";

    static final String NEW = "new";

    private TasksRoom() {}

    public static Room room() {
        return Room.of(ID, "tasks.title", Feather.REPEAT, "g t", Room.Group.DEFINE, TasksView::of);
    }

    /// One task in detail.
    public static Place task(String profile, String taskId) {
        return Place.of(profile, ID).with(SELECTED, taskId);
    }

    /// The editor for a new one.
    public static Place create(String profile) {
        return Place.of(profile, ID).with(EDIT, NEW);
    }
}
