package eu.runlater.console.newtask;

import eu.runlater.model.Backoff;
import eu.runlater.model.BackoffRules;
import eu.runlater.model.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The waits between attempts as the engine documents them, before the random share is added. Pure.
final class RetryDelays {
    private static final Duration STANDARD_STEP = Duration.ofSeconds(30);
    private static final double STANDARD_SPREAD = 0.2;

    private RetryDelays() {}

    /// The wait after each of the first `retries` attempts; empty when the backoff is not acceptable.
    ///
    /// @param backoff absent = the engine's own: 2 min, 4.5 min, 8 min, …
    static List<Duration> of(@Nullable Backoff backoff, int retries) {
        if (backoff != null && !BackoffRules.check("", backoff).isEmpty()) {
            return List.of();
        }
        List<Duration> delays = new ArrayList<>(retries);
        for (int attempt = 1; attempt <= retries; attempt++) {
            delays.add(backoff == null ? standard(attempt) : delay(backoff, attempt));
        }
        return delays;
    }

    /// How much may be added at random, as a share of each wait.
    static double spread(@Nullable Backoff backoff) {
        if (backoff == null) {
            return STANDARD_SPREAD;
        }
        return backoff.jitter() == null ? BackoffRules.DEFAULT_JITTER : backoff.jitter();
    }

    private static Duration standard(int attempt) {
        return STANDARD_STEP.multipliedBy((attempt + 1L) * (attempt + 1L));
    }

    private static Duration delay(Backoff backoff, int attempt) {
        Duration max = read(backoff.max(), BackoffRules.DEFAULT_MAX);
        Duration base = read(backoff.base(), STANDARD_STEP);
        Duration plain = switch (backoff.type()) {
            case "linear" -> base.multipliedBy(attempt);
            case "exponential" -> base.multipliedBy(1L << Math.min(attempt - 1, 30));
            case "list" -> listed(backoff.delays(), attempt, base);
            default -> base;
        };
        return plain.compareTo(max) > 0 ? max : plain;
    }

    private static Duration listed(@Nullable List<String> delays, int attempt, Duration fallback) {
        return delays == null || delays.isEmpty()
                ? fallback
                : read(delays.get(Math.min(attempt, delays.size()) - 1), fallback);
    }

    private static Duration read(@Nullable String text, Duration fallback) {
        return text == null ? fallback : DurationText.parse(text).orElse(fallback);
    }
}
