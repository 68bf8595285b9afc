package eu.runlater.engine.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/// Workers are permits, not threads: at most `max` attempts are in flight. Between `min` and `max` the number on
/// offer follows the eligible work, for people to see; a permit is given back only when the outcome is recorded,
/// so that a slow database slows claiming. Any thread.
final class Permits {
    private final int min;
    private final int max;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int backlog;

    Permits(int min, int max) {
        this.min = min;
        this.max = max;
    }

    /// Takes up to `wanted` permits and returns how many were got.
    int take(int wanted) {
        while (true) {
            int now = taken.get();
            int got = Math.min(wanted, max - now);
            if (got <= 0) {
                return 0;
            }
            if (taken.compareAndSet(now, now + got)) {
                return got;
            }
        }
    }

    void giveBack(int count) {
        if (taken.addAndGet(-count) < 0) {
            throw new IllegalStateException("more permits given back than taken");
        }
    }

    int taken() {
        return taken.get();
    }

    int free() {
        return max - taken.get();
    }

    int max() {
        return max;
    }

    /// Says how much is known to be ready beyond what is in flight.
    void backlog(int ready) {
        backlog = ready;
    }

    /// Workers on offer at the moment.
    int workers() {
        return Math.clamp((long) taken.get() + backlog, min, max);
    }
}
