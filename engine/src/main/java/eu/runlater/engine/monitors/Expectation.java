package eu.runlater.engine.monitors;

import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a monitor's job is to be heard of: by a cron expression in a zone, or so long after the last time. Pure.
record Expectation(@Nullable String cron, @Nullable Integer intervalSeconds, String timezone) {
    /// How far ahead of a firing a ping may come and still be that firing's: senders' clocks are not ours
    /// (behaviour §19).
    private static final Duration EARLY = Duration.ofSeconds(60);

    private static final Duration DAY = Duration.ofDays(1);

    String type() {
        return cron == null ? "interval" : "cron";
    }

    /// When the next ping is due after one that came now.
    ///
    /// @param startedAt when the run began that ended now: the firing it belongs to is that of its start
    Instant after(Instant ping, @Nullable Instant startedAt) {
        return schedule()
                .map(schedule -> {
                    Instant expected = next(schedule, firing(schedule, startedAt == null ? ping : startedAt));
                    return expected.isAfter(ping) ? expected : next(schedule, ping);
                })
                .orElseGet(() -> ping.plusSeconds(seconds()));
    }

    /// When the next ping is due if none came: for a schedule that has just been set.
    Instant from(Instant now) {
        return schedule().map(schedule -> next(schedule, now)).orElseGet(() -> now.plusSeconds(seconds()));
    }

    /// How many pings a day (UTC) has (behaviour §19).
    int perDay(Instant within) {
        Instant day = within.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return count(day, day.plus(DAY));
    }

    /// How many pings a time has, rounded down.
    int count(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            return 0;
        }
        return schedule().map(schedule -> (int) schedule.count(from, until)).orElseGet(() ->
                (int) (Duration.between(from, until).toSeconds() / seconds()));
    }

    /// The moment that a sign of life is to be counted for: the firing that is about to come, or else itself.
    private static Instant firing(Schedule schedule, Instant sign) {
        Instant next = schedule.next(sign.minusNanos(1)).orElse(sign);
        Duration half = schedule.shortestGap().dividedBy(2);
        Duration early = EARLY.compareTo(half) < 0 ? EARLY : half;
        return next.isAfter(sign.plus(early)) ? sign : next;
    }

    /// A schedule that has run out expects nothing for as long as cron expressions look ahead.
    private static Instant next(Schedule schedule, Instant after) {
        return schedule.next(after).orElseGet(() -> after.plus(Duration.ofDays(3_650)));
    }

    private Optional<Schedule> schedule() {
        if (cron == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Schedule.cron(cron, Schedule.zone(timezone)));
        } catch (ScheduleMistake mistake) {
            throw new IllegalStateException("a stored schedule cannot be read: " + cron, mistake);
        }
    }

    /// Of an interval.
    int seconds() {
        return intervalSeconds == null ? (int) DAY.toSeconds() : intervalSeconds;
    }
}
