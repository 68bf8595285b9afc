package eu.runlater.console.live;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying to connect again: doubling from one second to thirty, spread over half of it, so that
/// many consoles do not return to a restarted engine in the same instant.
final class Backoff {
    private static final long FIRST_MS = 1_000;
    private static final long MAX_MS = 30_000;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// @param attempt 1 after the first failure
    Duration after(int attempt) {
        int doublings = Math.clamp(attempt - 1L, 0, 5);
        long full = Math.min(MAX_MS, FIRST_MS << doublings);
        long least = Math.max(FIRST_MS, full / 2);
        return Duration.ofMillis(least + (full > least ? random.nextLong(full - least + 1) : 0));
    }
}
