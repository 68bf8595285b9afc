package eu.runlater.model.query;

import eu.runlater.model.ExecutionStatus;
import java.util.UUID;

/// One value of a field.
public sealed interface QueryValue {
    /// Of `task`, `queue`, `host`, `kind`.
    record Text(Glob glob) implements QueryValue {}

    /// Of `status`; never the unknown one.
    record Status(ExecutionStatus status) implements QueryValue {
        public Status {
            if (status == ExecutionStatus.UNKNOWN) {
                throw new IllegalArgumentException("an unknown status cannot be asked for");
            }
        }
    }

    /// Of `code`: a range of HTTP status codes, both ends included; 100–999 is any.
    record Codes(int from, int to) implements QueryValue {
        public static final Codes ANY = new Codes(100, 999);

        public Codes {
            if (from < 100 || to > 999 || from > to) {
                throw new IllegalArgumentException("not a range of status codes: " + from + "-" + to);
            }
        }
    }

    /// Of `since` and `until`.
    record Time(Moment moment) implements QueryValue {}

    /// Of `run`, `id`, `cause`, and of `task`.
    record Id(UUID id) implements QueryValue {}
}
