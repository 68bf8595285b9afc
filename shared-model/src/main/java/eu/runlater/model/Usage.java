package eu.runlater.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plan and this month's use of it (`GET /api/v1/usage`).
///
/// @param executions finished first attempts since the month began (UTC) · @param limit absent = none
/// @param shortestIntervalSeconds of a recurring task
/// @param recurringTaskLimit absent = none · @param maxConcurrent attempts at once over all nodes; absent = no cap
/// @param notices the month's notices so far
public record Usage(
        String plan,
        LocalDate month,
        long executions,
        @Nullable Long limit,
        Instant resetsAt,
        long shortestIntervalSeconds,
        @Nullable Integer recurringTaskLimit,
        long recurringTasks,
        @Nullable Integer maxConcurrent,
        @Nullable Integer hostConcurrency,
        int historyDays,
        List<Notice> notices) {
    public Usage {
        notices = List.copyOf(notices);
    }

    public record Notice(int percent, Instant at) {}
}
