package eu.runlater.engine.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far the log has been read. An id that was passed without seeing its row belongs to a transaction that has not
/// committed yet, or never will; it is asked for again for ten seconds. One thread at a time.
final class LogPosition {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_MISSING = 5_000; // a jump of the sequence is no news

    private long highest;
    private final SortedMap<Long, Long> missing = new TreeMap<>(); // id → when it is given up, nanoseconds

    /// Begins at the highest id given; of the ids shortly before it, those not to be seen yet are still to come.
    LogPosition(long lastGiven, long from, Collection<Long> seen, long now) {
        this.highest = lastGiven;
        Set<Long> known = new HashSet<>(seen);
        for (long id = Math.max(1, from + 1); id <= lastGiven; id++) {
            if (!known.contains(id)) {
                missing.put(id, now + PATIENCE.toNanos());
            }
        }
        known.stream().filter(id -> id > lastGiven).forEach(id -> passed(id, now));
    }

    long highest() {
        return highest;
    }

    List<Long> missing() {
        return List.copyOf(missing.keySet());
    }

    /// Whoever has been told everything that was read has been told everything up to this id.
    long complete() {
        return missing.isEmpty() ? highest : missing.firstKey() - 1;
    }

    /// Notes a row that was read.
    void passed(long id, long now) {
        if (id <= highest) {
            missing.remove(id);
            return;
        }
        for (long between = Math.max(highest + 1, id - MOST_MISSING); between < id; between++) {
            missing.put(between, now + PATIENCE.toNanos());
        }
        highest = id;
    }

    void giveUp(long now) {
        missing.values().removeIf(deadline -> now - deadline >= 0);
        while (missing.size() > MOST_MISSING) {
            missing.remove(missing.firstKey());
        }
    }
}
