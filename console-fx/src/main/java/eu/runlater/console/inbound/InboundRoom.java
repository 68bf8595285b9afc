package eu.runlater.console.inbound;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room, and the addresses of what it shows.
public final class InboundRoom {
    public static final String ID = "endpoints";

    /// The endpoint shown in detail.
    static final String SELECTED = "sel";

    /// The one of its events that is looked at.
    static final String EVENT = "event";

    /// The endpoint being edited, or `new`.
    static final String EDIT = "edit";

    static final String NEW = "new";

    private InboundRoom() {}

    public static Room room() {
        return Room.of(ID, "inbound.title", Feather.DOWNLOAD_CLOUD, "g i", Room.Group.DEFINE, EndpointsView::of);
    }

    /// One endpoint in detail.
    public static Place endpoint(String profile, String endpointId) {
        return Place.of(profile, ID).with(SELECTED, endpointId);
    }

    /// The form for a new one.
    public static Place create(String profile) {
        return Place.of(profile, ID).with(EDIT, NEW);
    }
}
