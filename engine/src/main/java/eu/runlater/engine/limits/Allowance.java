package eu.runlater.engine.limits;

import java.time.Duration;

/// So many requests in each window of the clock.
///
/// @param free of these, how many each node lets through without asking the others. With them, `n` nodes let
/// up to
///     `(n - 1) × free` more through than `requests`; a subject seen now and then costs no database.
public record Allowance(int requests, Duration window, int free) {
    public Allowance {
        if (requests < 1 || free < 0 || free > requests) {
            throw new IllegalArgumentException("requests " + requests + ", free " + free);
        }
    }

    public static Allowance perMinute(int requests) {
        return new Allowance(requests, Duration.ofMinutes(1), 0);
    }

    public static Allowance perHour(int requests) {
        return new Allowance(requests, Duration.ofHours(1), 0);
    }

    public Allowance withFree(int count) {
        return new Allowance(requests, window, Math.min(count, requests));
    }
}
