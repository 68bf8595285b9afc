package eu.runlater.console.executions;

import eu.runlater.console.live.Newest;
import eu.runlater.model.ExecutionSummary;

/// Which of two summaries of one run (or of one attempt) is the newer one. Answers and stream messages may arrive in
/// any
/// order and more than once; a later attempt has a higher number, or the same number and a later id (an interrupted
/// attempt is made again without using up a retry), and within one attempt the state that is further on wins. Pure.
final class Newness {
    private Newness() {}

    /// @return `incoming` unless `known` is provably newer
    static ExecutionSummary of(ExecutionSummary known, ExecutionSummary incoming) {
        if (known.id().equals(incoming.id())) {
            return Newest.of(known, incoming);
        }
        int byAttempt = Integer.compare(known.attempt(), incoming.attempt());
        // Ids are version 7: as text they sort by the time they were made.
        int order = byAttempt != 0
                ? byAttempt
                : known.id().toString().compareTo(incoming.id().toString());
        return order > 0 ? known : incoming;
    }
}
