package eu.runlater.engine.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A recurring task the leader has to look at, with what decides about its firings.
///
/// @param busy whether a run of the task waits or is in flight (one held behind it aside)
/// @param holding whether a run is held behind that one already
record DueTask(
        UUID id,
        UUID organizationId,
        String plan,
        int retentionDays,
        String name,
        int version,
        String method,
        String url,
        String host,
        @Nullable String queue,
        int priority,
        int retryAttempts,
        Recurrence recurrence,
        int runsPlanned,
        String overlap,
        String misfire,
        long intervalSeconds,
        Instant nextRunAt,
        int scheduleVersion,
        boolean busy,
        boolean holding) {

    boolean mayOverlap() {
        return overlap.equals("allow");
    }
}
