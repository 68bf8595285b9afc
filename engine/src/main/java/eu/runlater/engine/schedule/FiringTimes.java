package eu.runlater.engine.schedule;

import java.time.Instant;

/// When the leader has to look at a task.
public final class FiringTimes {
    private FiringTimes() {}

    /// Ahead of the next firing when runs of the task may overlap; at the firing itself when that has to be
    /// decided then (decision 10).
    public static Instant tickAt(Instant nextRunAt, boolean mayOverlap) {
        return FiringPolicy.tickAt(nextRunAt, mayOverlap);
    }
}
