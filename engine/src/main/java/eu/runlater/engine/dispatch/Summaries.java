package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.runtime.Json;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Builds the summaries that the stream carries, in the form the history's lists have too.
public final class Summaries {
    private Summaries() {}

    /// A run that was just accepted.
    public static ExecutionSummary accepted(
            TaskDefinition task, UUID runId, UUID executionId, String kind, int attempt, Instant scheduledFor) {
        return new ExecutionSummary(
                executionId,
                runId,
                task.id(),
                task.name(),
                kind,
                ExecutionStatus.PENDING.word(),
                attempt,
                maxAttempts(task, attempt),
                false,
                task.queue(),
                task.method(),
                task.url(),
                task.host(),
                scheduledFor,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /// A firing's run that was just planned.
    public static ExecutionSummary planned(
            UUID taskId,
            String taskName,
            String kind,
            UUID runId,
            UUID executionId,
            int maxAttempts,
            @Nullable String queue,
            String method,
            String url,
            String host,
            Instant scheduledFor) {
        return new ExecutionSummary(
                executionId,
                runId,
                taskId,
                taskName,
                kind,
                ExecutionStatus.PENDING.word(),
                1,
                maxAttempts,
                false,
                queue,
                method,
                url,
                host,
                scheduledFor,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static ExecutionSummary running(ClaimedRun run, TaskDefinition task, Instant startedAt) {
        return new ExecutionSummary(
                run.executionId(),
                run.id(),
                run.taskId(),
                task.name(),
                run.kind(),
                ExecutionStatus.RUNNING.word(),
                run.attempt(),
                maxAttempts(task, run.attempt()),
                false,
                run.queue(),
                task.method(),
                task.url(),
                task.host(),
                run.dueAt(),
                startedAt,
                null,
                waited(run, startedAt),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static ExecutionSummary finished(
            ClaimedRun run,
            Settlement.Subject subject,
            String status,
            boolean finalAttempt,
            Instant startedAt,
            Instant finishedAt,
            boolean sent,
            @Nullable Integer durationMs,
            @Nullable Integer statusCode,
            @Nullable String errorKind,
            @Nullable String errorMessage,
            @Nullable UUID cause,
            @Nullable Instant nextAttemptAt) {
        return new ExecutionSummary(
                run.executionId(),
                run.id(),
                run.taskId(),
                subject.name(),
                run.kind(),
                status,
                run.attempt(),
                subject.maxAttempts(),
                finalAttempt,
                run.queue(),
                subject.method(),
                subject.url(),
                subject.host(),
                run.dueAt(),
                sent ? startedAt : null,
                finishedAt,
                sent ? waited(run, startedAt) : null,
                durationMs == null ? null : durationMs.longValue(),
                statusCode,
                errorKind,
                errorMessage,
                cause,
                nextAttemptAt);
    }

    public static String json(ExecutionSummary summary) {
        return Json.WIRE.writeValueAsString(summary);
    }

    /// How many attempts the run may have; never fewer than it has had (a manual retry starts at the last one).
    static int maxAttempts(TaskDefinition task, int attempt) {
        return Math.max(1 + task.retryAttempts(), attempt);
    }

    private static long waited(ClaimedRun run, Instant startedAt) {
        return Math.max(0, Duration.between(run.dueAt(), startedAt).toMillis());
    }
}
