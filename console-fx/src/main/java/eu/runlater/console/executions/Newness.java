package eu.runlater.console.executions;

import eu.runlater.console.live.Newest;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;

/// Which of two summaries of one run (or of one attempt) is the one to show, as the engine chooses it: the
/// attempt in flight, else the newest that was made, else the one that waits. So a run that waits for its next
/// attempt goes on showing the answer of the last one. Answers and stream messages may arrive in any order and
/// more than once. Pure.
final class Newness {
    private Newness() {}

    /// @return `incoming` unless `known` is provably the one to show
    static ExecutionSummary of(ExecutionSummary known, ExecutionSummary incoming) {
        if (known.id().equals(incoming.id())) {
            return Newest.of(known, incoming);
        }
        boolean knownWaits = known.state() == ExecutionStatus.PENDING;
        boolean incomingWaits = incoming.state() == ExecutionStatus.PENDING;
        if (knownWaits != incomingWaits) {
            return knownWaits ? incoming : known;
        }
        int byAttempt = Integer.compare(known.attempt(), incoming.attempt());
        // An interrupted attempt is made again with the same number. Ids are version 7: as text they sort by time.
        int order = byAttempt != 0
                ? byAttempt
                : known.id().toString().compareTo(incoming.id().toString());
        return order > 0 ? known : incoming;
    }
}
