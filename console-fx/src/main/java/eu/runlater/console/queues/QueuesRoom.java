package eu.runlater.console.queues;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room, and the addresses of what it shows.
public final class QueuesRoom {
    public static final String ID = "queues";

    /// `hosts` = the hosts and their circuits; absent = the queues.
    static final String TAB = "tab";

    static final String HOSTS = "hosts";

    /// The queue shown in detail, or the host selected.
    static final String SELECTED = "sel";

    private QueuesRoom() {}

    public static Room room() {
        return Room.of(
                ID,
                "queues.title",
                Feather.LAYERS,
                "g q",
                Room.Group.OPERATE,
                session -> QueuesView.of(session, System::nanoTime));
    }

    /// One queue in detail.
    public static Place queue(String profile, String name) {
        return Place.of(profile, ID).with(SELECTED, name);
    }

    /// The hosts that are failing or not called.
    public static Place hosts(String profile) {
        return Place.of(profile, ID).with(TAB, HOSTS);
    }

    /// One of them.
    public static Place host(String profile, String host) {
        return hosts(profile).with(SELECTED, host);
    }
}
