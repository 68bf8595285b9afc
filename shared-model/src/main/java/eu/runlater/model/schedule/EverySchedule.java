package eu.runlater.model.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A firing every so often, counted from an anchor on; clock changes do not touch it.
///
/// @param interval whole seconds, at least one
public record EverySchedule(Duration interval, Instant anchor) implements Schedule {
    public EverySchedule {
        if (interval.toSeconds() < 1 || interval.getNano() != 0) {
            throw new IllegalArgumentException("an interval is a whole number of seconds, at least one: " + interval);
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.of(at(Math.max(1, passed(after) + 1)));
    }

    @Override
    public long count(Instant from, Instant until) {
        return Math.max(0, before(until) - before(from));
    }

    @Override
    public List<Instant> last(Instant from, Instant until, int n) {
        long end = before(until);
        long start = Math.max(before(from), end - n);
        List<Instant> found = new ArrayList<>();
        for (long k = start + 1; k <= end; k++) {
            found.add(at(k));
        }
        return found;
    }

    @Override
    public Duration shortestGap() {
        return interval;
    }

    private Instant at(long k) {
        return anchor.plusSeconds(k * interval.toSeconds());
    }

    /// How many whole intervals have passed at a moment.
    private long passed(Instant moment) {
        Duration since = Duration.between(anchor, moment);
        return Math.floorDiv(since.getSeconds(), interval.toSeconds());
    }

    /// How many firings lie strictly before a moment.
    private long before(Instant moment) {
        return Math.max(0, passed(moment.minusNanos(1)));
    }
}
