package eu.runlater.console.audit;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room, and the addresses of what it shows.
public final class AuditRoom {
    public static final String ID = "audit";

    static final String ACTION = "action";
    static final String ACTOR = "actor";

    /// `queue`, or `queue billing` for one of them.
    static final String RESOURCE = "resource";

    static final String SINCE = "since";

    /// Number of the entry shown in detail.
    static final String SELECTED = "sel";

    private AuditRoom() {}

    public static Room room() {
        return Room.of(ID, "audit.title", Feather.BOOK_OPEN, "g l", Room.Group.ADMIN, AuditView::of)
                .needing(Role.ADMIN);
    }

    /// What was done with one thing.
    public static Place of(String profile, String resourceType, String resourceId) {
        return Place.of(profile, ID).with(RESOURCE, resourceType + " " + resourceId);
    }
}
