package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import java.util.List;
import java.util.Locale;

/// A question one asks again and again, under a name.
public enum SavedView {
    ALL(""),
    FAILING_NOW("status:failed,timeout since:1h"),
    WAITING("status:pending"),
    RUNNING("status:running"),
    CANCELLED("status:cancelled,missed since:24h");

    private final String query;

    SavedView(String query) {
        this.query = query;
    }

    public String query() {
        return query;
    }

    String text() {
        return Texts.get("executions.view." + name().toLowerCase(Locale.ROOT));
    }

    static List<SavedView> all() {
        return List.of(values());
    }
}
