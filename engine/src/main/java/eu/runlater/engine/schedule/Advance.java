package eu.runlater.engine.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a tick does with one due task: the firings it deals with, and when it looks again.
///
/// @param nextRunAt absent: the task has no further firing
/// @param error present: the schedule could not be advanced, and the task is disabled for it
record Advance(
        DueTask task,
        @Nullable Instant nextRunAt,
        @Nullable Instant tickAt,
        List<Firing> firings,
        @Nullable String error) {

    /// What becomes of a firing.
    enum Outcome {
        RUN,
        SKIPPED,
        MISSED
    }

    /// One firing, or a stretch of missed ones.
    ///
    /// @param dueAt when its run may start; later than `scheduledFor` when caught up
    /// @param held whether its run waits behind an earlier one of the task (overlap: queue_one)
    /// @param reason of a skipped one
    /// @param count more than 1 for a stretch; then `scheduledFor` is its last firing and `coversFrom` its first
    record Firing(
            Instant scheduledFor,
            Outcome outcome,
            Instant dueAt,
            boolean held,
            @Nullable String reason,
            UUID runId,
            UUID executionId,
            int count,
            @Nullable Instant coversFrom,
            boolean caughtUp) {
        Firing dueAt(Instant other) {
            return new Firing(
                    scheduledFor, outcome, other, held, reason, runId, executionId, count, coversFrom, caughtUp);
        }
    }

    long runs() {
        return firings.stream()
                .filter(firing -> firing.outcome() == Outcome.RUN)
                .count();
    }
}
