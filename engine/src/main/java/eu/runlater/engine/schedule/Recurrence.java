package eu.runlater.engine.schedule;

import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What decides when a recurring task fires, as stored: either `cron` or `everySeconds`, and the window it fires in.
///
/// @param anchor where an interval counts from
/// @param startsAt · @param endsAt both belong to the window
/// @param maxRuns firings that may become runs; absent = no end
public record Recurrence(
        @Nullable String cron,
        @Nullable Long everySeconds,
        String timezone,
        Instant anchor,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Integer maxRuns) {

    /// @throws ScheduleMistake when what is stored cannot be read (it could when it was stored)
    public Schedule schedule() throws ScheduleMistake {
        return cron != null
                ? Schedule.cron(cron, Schedule.zone(timezone))
                : Schedule.every(Duration.ofSeconds(everySeconds == null ? 0 : everySeconds), anchor);
    }

    /// The first firing inside the window strictly after a moment.
    public Optional<Instant> next(Schedule schedule, Instant after) {
        Instant from = startsAt != null && startsAt.isAfter(after) ? startsAt.minusNanos(1) : after;
        return schedule.next(from).filter(at -> endsAt == null || !at.isAfter(endsAt));
    }

    /// The next firings inside the window, at most `n`.
    public List<Instant> upcoming(Schedule schedule, Instant after, int n) {
        List<Instant> firings = new ArrayList<>();
        Optional<Instant> at = next(schedule, after);
        while (at.isPresent() && firings.size() < n) {
            firings.add(at.get());
            at = next(schedule, at.get());
        }
        return firings;
    }

    /// The later of a moment and the window's beginning.
    Instant fromWindow(Instant from) {
        return startsAt != null && startsAt.isAfter(from) ? startsAt : from;
    }

    /// The earlier of a moment and the window's end, as an exclusive bound.
    Instant untilWindow(Instant until) {
        return endsAt != null && endsAt.isBefore(until) ? endsAt.plusNanos(1) : until;
    }
}
