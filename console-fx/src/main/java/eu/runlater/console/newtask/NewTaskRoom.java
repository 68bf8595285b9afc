package eu.runlater.console.newtask;

import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room.
public final class NewTaskRoom {
    public static final String ID = "new-task";

    private NewTaskRoom() {}

    public static Room room() {
        return Room.of(
                        ID,
                        "newtask.title",
                        Feather.PLUS_CIRCLE,
                        "g n",
                        Room.Group.DEFINE,
                        session -> NewTaskView.of(session, System::nanoTime))
                .changing();
    }
}
