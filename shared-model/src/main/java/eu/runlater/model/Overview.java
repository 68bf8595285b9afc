package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The numbers of the first screen, all of the caller's organization and of one moment.
///
/// @param at when they were read
/// @param failing causes of failures inside the window, most executions first
/// @param failingExecutions executions behind all of `failing`
/// @param runsPerMinute the last 60 full and running minutes, oldest first
/// @param successRateHour share of finished executions that succeeded, 0–1; absent when none finished
/// @param queueLagMs how long the oldest due run has been waiting; 0 when none is due
/// @param lastFailureAt newest failure on record; absent when there is none
/// @param circuitsOpen hosts nothing is sent to at the moment
/// @param missedDay firings missed in the last 24 hours
/// @param upcoming what starts next, soonest first, at most 20
public record Overview(
        Instant at,
        int windowMinutes,
        List<Cause> failing,
        long failingExecutions,
        List<MinuteCount> runsPerMinute,
        @Nullable Double successRateHour,
        @Nullable Double successRateDay,
        long queueLagMs,
        long dueNow,
        long waiting,
        long running,
        @Nullable Instant lastFailureAt,
        List<Upcoming> upcoming,
        long circuitsOpen,
        long missedDay) {
    public Overview {
        failing = List.copyOf(failing);
        runsPerMinute = List.copyOf(runsPerMinute);
        upcoming = List.copyOf(upcoming);
    }

    /// Failures of one task with one error signature.
    ///
    /// @param id pass as `cause` to list exactly the executions counted
    /// @param signature e.g. `HTTP 500 · card processor down`
    /// @param minutes executions per minute over the window, oldest first
    public record Cause(
            UUID id,
            UUID taskId,
            String taskName,
            String host,
            String errorKind,
            @Nullable Integer statusCode,
            String signature,
            long executions,
            Instant since,
            Instant last,
            @Nullable Instant nextAttemptAt,
            List<Integer> minutes) {
        public Cause {
            minutes = List.copyOf(minutes);
        }
    }

    public record MinuteCount(Instant minute, long succeeded, long failed, long timedOut) {}

    public record Upcoming(UUID executionId, UUID taskId, String taskName, Instant at, int attempt, int maxAttempts) {}
}
