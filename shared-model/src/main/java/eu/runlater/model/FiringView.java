package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of one expected firing of a recurring task (`GET /api/v1/tasks/:id/firings`).
///
/// @param state `upcoming` (not due yet) · `waiting` (due, its run has not started) · `on_time` (started within 1 s) ·
///     `late` · `skipped` · `missed`
/// @param reason of a skipped one: `disabled`, `overlap`, `plan_limit`, `monthly_limit`, `outside_window`,
///     `misfire_policy`; absent otherwise
/// @param message the same in a sentence
/// @param firings how many firings the entry stands for: 1, or those between `scheduledFor` and `until` (inclusive)
/// @param startDelayMs start minus plan; absent until started
/// @param status how the run stands or ended: the newest attempt's status; absent without a run
public record FiringView(
        Instant scheduledFor,
        @Nullable Instant until,
        int firings,
        String state,
        @Nullable String reason,
        @Nullable String message,
        @Nullable UUID runId,
        @Nullable UUID executionId,
        @Nullable Instant startedAt,
        @Nullable Long startDelayMs,
        @Nullable String status) {}
