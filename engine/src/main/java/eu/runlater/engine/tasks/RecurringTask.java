package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.schedule.Recurrence;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recurring task as stored.
///
/// @param nextRunAt absent when it is disabled, has no further firing, or `scheduleError` says why it cannot go on
record RecurringTask(
        TaskDefinition task,
        Recurrence recurrence,
        String overlap,
        String misfire,
        long intervalSeconds,
        boolean enabled,
        @Nullable Instant nextRunAt,
        int runsPlanned,
        @Nullable String scheduleError) {

    /// Its next firings from a moment on; the one that is planned already comes first.
    List<Instant> upcoming(Instant now, int n) {
        if (!enabled || nextRunAt == null) {
            return List.of();
        }
        try {
            Schedule schedule = recurrence.schedule();
            Integer most = recurrence.maxRuns();
            int left = most == null ? n : Math.clamp(most - runsPlanned, 0, n);
            return recurrence.upcoming(schedule, now, left);
        } catch (ScheduleMistake _) {
            return List.of(); // the leader says so in schedule_error
        }
    }

    /// What decides when it fires, to compare an edit with.
    Recurring recurring() {
        return new Recurring(recurrence, overlap, misfire, enabled, intervalSeconds, List.of());
    }
}
