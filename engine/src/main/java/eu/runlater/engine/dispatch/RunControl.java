package eu.runlater.engine.dispatch;

import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes runs back (G-RUN-9). Any thread; each call is one transaction.
@Component
public class RunControl {
    /// What became of a cancel call.
    public enum Cancelled {
        /// It had not been claimed: recorded as `cancelled`, and the run is over.
        DONE,
        /// An attempt is in flight: it ends and is recorded, but no retry follows.
        LAST_ATTEMPT_RUNNING,
        /// No waiting or running run has this execution.
        NOT_WAITING
    }

    /// Cancels the run that this execution is the current attempt of.
    public Cancelled cancelExecution(UUID organizationId, UUID executionId) {
        throw new IllegalStateException("replaced by the dispatch package");
    }

    /// Cancels all runs of a task, as its deletion does; returns how many waiting ones were taken back.
    public int cancelTask(UUID organizationId, UUID taskId) {
        throw new IllegalStateException("replaced by the dispatch package");
    }
}
