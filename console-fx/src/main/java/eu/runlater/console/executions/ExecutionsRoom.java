package eu.runlater.console.executions;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Room;
import org.kordamp.ikonli.feather.Feather;

/// The entry of this room, and the addresses of what it shows.
public final class ExecutionsRoom {
    public static final String ID = "executions";

    /// The query's text; absent = everything.
    static final String QUERY = "q";

    /// `attempts` = one row per attempt instead of one per run; `causes` = one per cause of failures.
    static final String BY = "by";

    /// The execution shown in detail.
    static final String SELECTED = "sel";

    private ExecutionsRoom() {}

    public static Room room() {
        return Room.of(
                ID,
                "executions.title",
                Feather.LIST,
                "g e",
                Room.Group.OPERATE,
                session -> ExecutionsView.of(session, System::nanoTime));
    }

    /// Runs that match a query.
    public static Place runs(String profile, String query) {
        return Place.of(profile, ID).with(QUERY, query);
    }

    /// Single attempts that match a query: what counts of attempts lead to.
    public static Place attempts(String profile, String query) {
        return runs(profile, query).with(BY, Listed.ATTEMPTS.word());
    }

    /// Causes of the failures that match a query.
    public static Place causes(String profile, String query) {
        return runs(profile, query).with(BY, Listed.CAUSES.word());
    }

    /// One execution in detail.
    public static Place execution(String profile, String executionId) {
        return Place.of(profile, ID).with(SELECTED, executionId);
    }
}
