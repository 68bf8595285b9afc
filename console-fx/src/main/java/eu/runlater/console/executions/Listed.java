package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import java.util.Locale;

/// What the room lists: runs, their single attempts, or the causes of those that ended badly.
enum Listed {
    RUNS,
    ATTEMPTS,
    CAUSES;

    /// Of an address; runs unless it says otherwise.
    static Listed of(String word) {
        for (Listed one : values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
                return one;
            }
        }
        return RUNS;
    }

    /// For an address; empty for what is listed anyway.
    String word() {
        return this == RUNS ? "" : name().toLowerCase(Locale.ROOT);
    }

    String text() {
        return Texts.get("executions.by." + name().toLowerCase(Locale.ROOT));
    }
}
