package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A named queue with its settings and how it stands.
///
/// @param rate at most so many starts in so long, e.g. `100/m`; absent = no limit
/// @param ordered whether a waiting retry blocks those behind it; needs a concurrency of 1
/// @param priority 0–9 for tasks that name none; absent = 5
/// @param waiting runs not started yet, due or not · @param due those that could start if the queue let them
/// @param oldestDueAt due time of the one waiting longest; absent when none is due
/// @param blockedBy why due runs wait: `paused`, `concurrency`, `rate`, `ordered`, `organization_cap`; absent = they do
/// not
/// @param nextStartAt when the rate allows the next start, if that is what they wait for
/// @param finishedLastHour attempts finished in the last hour
/// @param runningNow · @param nextInLine at most 10 each; only in the single view
public record QueueView(
        String name,
        boolean paused,
        @Nullable String pausedReason,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        int concurrency,
        @Nullable String rate,
        boolean ordered,
        @Nullable Integer priority,
        int version,
        long running,
        long waiting,
        long due,
        @Nullable Instant oldestDueAt,
        @Nullable String blockedBy,
        @Nullable Instant nextStartAt,
        long finishedLastHour,
        List<ExecutionSummary> runningNow,
        List<ExecutionSummary> nextInLine,
        List<Feeder> feeders) {
    public QueueView {
        runningNow = List.copyOf(runningNow);
        nextInLine = List.copyOf(nextInLine);
        feeders = List.copyOf(feeders);
    }

    /// A recurring task that feeds the queue; only in the single view, at most 20.
    public record Feeder(UUID taskId, String name, @Nullable Instant nextRunAt) {}
}
