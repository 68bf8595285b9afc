package eu.runlater.console.overview;

import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room.
public final class OverviewRoom {
    public static final String ID = "overview";

    private OverviewRoom() {}

    public static Room room() {
        return Room.of(
                ID,
                "overview.title",
                Feather.ACTIVITY,
                "g o",
                Room.Group.OPERATE,
                session -> new OverviewView(
                        session,
                        new OverviewViewModel(
                                OverviewSource.of(session.api()), session.background(), System::nanoTime)));
    }
}
