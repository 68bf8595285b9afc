package eu.runlater.console.executions;

import eu.runlater.model.ExecutionSummary;
import java.util.UUID;

/// What one row of the list stands for.
public enum Grouping {
    /// A run, shown as its newest attempt.
    RUNS {
        @Override
        UUID key(ExecutionSummary summary) {
            return summary.runId();
        }
    },
    /// A single attempt.
    ATTEMPTS {
        @Override
        UUID key(ExecutionSummary summary) {
            return summary.id();
        }
    };

    abstract UUID key(ExecutionSummary summary);

    Grouping other() {
        return this == RUNS ? ATTEMPTS : RUNS;
    }
}
