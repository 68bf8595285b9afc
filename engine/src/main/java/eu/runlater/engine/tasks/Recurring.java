package eu.runlater.engine.tasks;

import eu.runlater.engine.schedule.Recurrence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of a recurring task that says when, checked.
///
/// @param upcoming its next five firings from the moment it was read
/// @param intervalSeconds the shortest gap between two firings
record Recurring(
        Recurrence recurrence,
        String overlap,
        String misfire,
        boolean enabled,
        long intervalSeconds,
        List<Instant> upcoming) {
    Recurring {
        upcoming = List.copyOf(upcoming);
    }

    boolean mayOverlap() {
        return overlap.equals("allow");
    }

    /// Its next firing, unless it is disabled or has none.
    @Nullable
    Instant next() {
        return enabled && !upcoming.isEmpty() ? upcoming.getFirst() : null;
    }

    /// Whether both fire at the same moments.
    boolean firesLike(Recurring other) {
        return enabled == other.enabled && recurrence.equals(other.recurrence) && mayOverlap() == other.mayOverlap();
    }
}
