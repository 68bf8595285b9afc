package eu.runlater.model.query;

import java.util.Locale;
import java.util.Optional;

/// What can be asked for with `field:value`.
public enum QueryField {
    /// A state; see [eu.runlater.model.ExecutionStatus].
    STATUS("failed"),
    /// The task's name, upper and lower case alike, with `*`; or its id.
    TASK("nightly-*"),
    /// The queue's name, with `*`; `-queue:*` asks for executions of no queue.
    QUEUE("billing"),
    /// The target's host, with `*`.
    HOST("api.acme.test"),
    /// What made the run: `once`, `trigger`, `retry`, …
    KIND("retry"),
    /// The answer's status code: `404`, `5xx`, `500-503`, or `*` for any.
    CODE("5xx"),
    /// Finished at that moment or later, or not finished yet (see [Moment]).
    SINCE("2h"),
    /// Finished before that moment; for what has not finished, due before it, where overdue counts as due now.
    UNTIL("now"),
    /// All attempts of one run, by its id.
    RUN("0196a1d0-0000-7000-8000-000000000001"),
    /// One execution, by its id.
    ID("0196a1d0-0000-7000-8000-000000000001"),
    /// Failures with one cause, by the id the overview gives it.
    CAUSE("0196a1d0-0000-5000-8000-000000000001");

    private final String example;

    QueryField(String example) {
        this.example = example;
    }

    /// As it is written in a query.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A value to show in hints.
    public String example() {
        return example;
    }

    boolean isMoment() {
        return this == SINCE || this == UNTIL;
    }

    boolean isText() {
        return this == TASK || this == QUEUE || this == HOST || this == KIND;
    }

    boolean isId() {
        return this == RUN || this == ID || this == CAUSE;
    }

    static Optional<QueryField> of(String word) {
        for (QueryField field : values()) {
            if (field.word().equalsIgnoreCase(word)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
