package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt of a run as lists and the stream show it. Also the row of `group=run`: then it is the run's newest
/// attempt.
///
/// @param status the wire's word; see [#state()]
/// @param kind what made the run: `once`, `trigger`, `retry`, …
/// @param attempt 1 for the first
/// @param maxAttempts 1 + the retries the task allows
/// @param finalAttempt true when no further attempt follows; false while one may still come
/// @param waitMs start minus plan; absent until started
/// @param nextAttemptAt when the next attempt is due, if one follows
public record ExecutionSummary(
        UUID id,
        UUID runId,
        UUID taskId,
        String taskName,
        String kind,
        String status,
        int attempt,
        int maxAttempts,
        boolean finalAttempt,
        @Nullable String queue,
        String method,
        String url,
        String host,
        Instant scheduledFor,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Long waitMs,
        @Nullable Long durationMs,
        @Nullable Integer statusCode,
        @Nullable String errorKind,
        @Nullable String errorMessage,
        @Nullable UUID cause,
        @Nullable Instant nextAttemptAt) {
    public ExecutionStatus state() {
        return ExecutionStatus.of(status);
    }
}
