package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.TaskDefinition;
import java.util.UUID;

/// A call that tells somebody of an attempt's end: a run of its own, with a definition of its own (decision 21).
///
/// @param kind what is to be told
/// @param task what is sent where; never has callbacks itself
record Callback(Kind kind, TaskDefinition task, UUID runId, UUID executionId) {
    enum Kind {
        /// Every finished attempt.
        EACH("callback"),
        SUCCESS("on_success"),
        /// Only if the run before did not fail.
        FAILURE("on_failure"),
        /// Only if the run before failed.
        RECOVERY("on_recovery");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The kind of its run and executions, as the API shows it.
        String word() {
            return word;
        }

        boolean asksWhatWasBefore() {
            return this == FAILURE || this == RECOVERY;
        }
    }
}
