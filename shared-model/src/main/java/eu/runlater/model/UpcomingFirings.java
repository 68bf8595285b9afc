package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is planned in a stretch of time (`GET /api/v1/schedule/upcoming`): firings of enabled recurring tasks, and
/// one-time runs that wait.
///
/// @param buckets firings per stretch of `bucketMinutes`, from `from` on, oldest first
/// @param tasks soonest first, at most 200; `total` counts all of a task's firings in the window
public record UpcomingFirings(Instant from, Instant until, int bucketMinutes, List<Long> buckets, List<Line> tasks) {
    public UpcomingFirings {
        buckets = List.copyOf(buckets);
        tasks = List.copyOf(tasks);
    }

    /// @param next the first firings in the window, at most 10
    public record Line(UUID taskId, String name, String scheduleType, long total, List<Instant> next) {
        public Line {
            next = List.copyOf(next);
        }
    }
}
