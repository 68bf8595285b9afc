package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;

/// What made a run, in words. Pure.
final class Origin {
    private Origin() {}

    /// A kind this console does not know yet reads as it came.
    static String of(String kind) {
        String key = "executions.origin." + kind;
        return Texts.has(key) ? Texts.get(key) : kind;
    }

    /// Beside the task's name, where it is worth a word: that a single task or a schedule made the run goes without
    /// saying.
    static String beside(String kind) {
        return kind.equals("once") || kind.equals("cron") ? "" : of(kind);
    }
}
