package eu.runlater.console.executions;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;

/// Which of two summaries is the newer one. Answers and stream messages may arrive in any order and more than once; the
/// summaries themselves say how far along they are: an attempt only moves from waiting over running to its end, and a
/// later attempt of a run has a higher number, or the same number and a later id (an interrupted attempt is made again
/// without using up a retry). Pure; any thread.
final class Newness {
    private Newness() {}

    /// Whether `next` tells more about the same attempt, or about a later attempt of the same run, than `current`.
    static boolean isNewer(ExecutionSummary next, ExecutionSummary current) {
        return compare(next, current) > 0;
    }

    /// The order of all states one run goes through, oldest first.
    static int compare(ExecutionSummary left, ExecutionSummary right) {
        if (!left.id().equals(right.id())) {
            int byAttempt = Integer.compare(left.attempt(), right.attempt());
            // Ids are version 7: as text they sort by the time they were made.
            return byAttempt != 0
                    ? byAttempt
                    : left.id().toString().compareTo(right.id().toString());
        }
        return Integer.compare(progress(left), progress(right));
    }

    private static int progress(ExecutionSummary summary) {
        ExecutionStatus state = summary.state();
        return switch (state) {
            case PENDING -> 0;
            case RUNNING -> 1;
            case SUCCESS, FAILED, TIMEOUT, MISSED, CANCELLED, INTERRUPTED, UNKNOWN -> 2;
        };
    }
}
