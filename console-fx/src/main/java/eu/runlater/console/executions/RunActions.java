package eu.runlater.console.executions;

import eu.runlater.model.ExecutionSummary;

/// What can be done with an attempt in its state. Pure.
public final class RunActions {
    private RunActions() {}

    /// A finished attempt can be sent again; while one waits or runs, that one is the next answer.
    public static boolean canRetry(ExecutionSummary execution) {
        return execution.state().isFinal();
    }

    /// While it waits, runs, or is to be tried again, what is still to come can be taken back.
    public static boolean canCancel(ExecutionSummary execution) {
        return !(execution.state().isFinal() && execution.finalAttempt());
    }
}
