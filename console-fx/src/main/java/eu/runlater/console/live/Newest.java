package eu.runlater.console.live;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;

/// Decides between two summaries of one execution that came by different ways (a page and the stream, say): an
/// attempt only moves forward, so the one that is further on is the newer one.
public final class Newest {
    private Newest() {}

    /// @return `incoming` unless `known` is provably newer
    public static ExecutionSummary of(ExecutionSummary known, ExecutionSummary incoming) {
        return stage(known) > stage(incoming) ? known : incoming;
    }

    /// How far an attempt is; never falls.
    static int stage(ExecutionSummary execution) {
        ExecutionStatus status = execution.state();
        if (status == ExecutionStatus.PENDING) {
            return 0;
        }
        // A word we do not know may be anything after pending; let whatever comes later win.
        return status.isFinal() ? 2 : 1;
    }
}
