package eu.runlater.console.team;

import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room, and the addresses of what it shows.
public final class TeamRoom {
    public static final String ID = "team";

    /// `invites`, `keys`, `secret`, `credentials`, `account`; absent = the members.
    static final String TAB = "tab";

    private TeamRoom() {}

    public static Room room() {
        return Room.of(ID, "team.title", Feather.USERS, "g k", Room.Group.ADMIN, TeamView::new);
    }
}
