package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;

/// What became of an attempt, in a sentence for somebody who was just woken up, and what follows from it. Pure.
public final class FailureSentence {
    private FailureSentence() {}

    /// What happened.
    public static String of(ExecutionSummary execution) {
        ExecutionStatus state = execution.state();
        return switch (state) {
            case PENDING -> Texts.get(execution.attempt() > 1 ? "executions.said.retrying" : "executions.said.pending");
            case RUNNING -> Texts.get("executions.said.running");
            case SUCCESS -> Texts.get("executions.said.success", code(execution));
            case CANCELLED -> Texts.get("executions.said.cancelled");
            case MISSED -> Texts.get("executions.said.missed");
            case INTERRUPTED -> Texts.get("executions.said.interrupted");
            case FAILED, TIMEOUT, UNKNOWN -> failure(execution);
        };
    }

    private static String failure(ExecutionSummary execution) {
        String kind = execution.errorKind() == null ? execution.status() : execution.errorKind();
        String key = "executions.kind." + kind;
        // A newer engine may know kinds this console does not: its own message stands below anyway.
        return Texts.has(key) ? Texts.get(key, code(execution)) : Texts.get("executions.kind.other", kind);
    }

    private static String code(ExecutionSummary execution) {
        return execution.statusCode() == null
                ? Texts.get("ui.none")
                : execution.statusCode().toString();
    }

    /// Whether another attempt follows, and if not, why not.
    public static String next(ExecutionSummary execution) {
        ExecutionStatus state = execution.state();
        if (state != ExecutionStatus.FAILED && state != ExecutionStatus.TIMEOUT) {
            return "";
        }
        if (!execution.finalAttempt()) {
            return Texts.get("executions.next.follows", execution.attempt() + 1, execution.maxAttempts());
        }
        if ("egress_denied".equals(execution.errorKind())) {
            return Texts.get("executions.next.never");
        }
        return execution.attempt() >= execution.maxAttempts()
                ? Texts.get(
                        execution.maxAttempts() == 1 ? "executions.next.single" : "executions.next.used_up",
                        execution.maxAttempts())
                : Texts.get("executions.next.ended", execution.maxAttempts() - execution.attempt());
    }
}
