package eu.runlater.engine.testing;

import java.time.Duration;

/// How far the database's clock is ahead of the true time.
final class ClockOffset {
    private volatile Duration value = Duration.ZERO;

    Duration value() {
        return value;
    }

    synchronized void add(Duration duration) {
        value = value.plus(duration);
    }

    void reset() {
        value = Duration.ZERO;
    }
}
