package eu.runlater.engine.delivery;

import eu.runlater.model.Backoff;
import eu.runlater.model.BackoffRules;
import eu.runlater.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides whether a failed attempt is followed by another, and after how long (G-RUN-7, decisions 13–15). Pure.
///
/// Interruptions are not failures and are not decided here (G-RUN-6).
public final class RetryPolicy {
    private static final long DEFAULT_STEP_MILLIS = 30_000;
    private static final double DEFAULT_SPREAD = 0.2;
    private static final int GONE = 410;

    private RetryPolicy() {}

    /// @param attempt number of the attempt that just ended, from 1
    /// @param response the answer, if one came
    /// @param random spreads the retries of many tasks; a delay is never shorter than its formula says
    /// @return the wait before the next attempt; empty when there shall be none
    public static Optional<Duration> next(
            TaskDefinition task,
            int attempt,
            Outcome outcome,
            @Nullable Response response,
            Instant now,
            RandomGenerator random) {
        if (attempt > task.retryAttempts() || !retryable(outcome) || endsRetries(response)) {
            return Optional.empty();
        }
        Optional<Duration> asked = response == null ? Optional.empty() : RetryAfter.of(response, now);
        return Optional.of(asked.orElseGet(() -> delay(task.options().retryBackoff(), attempt, random)));
    }

    private static boolean retryable(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected _,
                    Outcome.TimedOut _,
                    Outcome.Unreachable _,
                    Outcome.Uncredentialed _,
                    Outcome.Broken _ -> true;
            case Outcome.Succeeded _, Outcome.Refused _, Outcome.NotSendable _, Outcome.Interrupted _ -> false;
        };
    }

    private static boolean endsRetries(@Nullable Response response) {
        return response != null
                && (response.status() == GONE
                        || response.header("Runlater-Retry")
                                .filter(value -> value.strip().equalsIgnoreCase("no"))
                                .isPresent());
    }

    private static Duration delay(@Nullable Backoff backoff, int attempt, RandomGenerator random) {
        if (backoff == null) {
            long millis = (attempt + 1L) * (attempt + 1L) * DEFAULT_STEP_MILLIS;
            return Duration.ofMillis(spread(millis, DEFAULT_SPREAD, random));
        }
        long max = millis(backoff.max(), BackoffRules.DEFAULT_MAX);
        long base = millis(backoff.base(), Duration.ofMillis(DEFAULT_STEP_MILLIS));
        long plain = switch (backoff.type()) {
            case "linear" -> base * attempt;
            case "exponential" -> attempt > 40 ? max : (long) Math.min(max, base * Math.pow(2, attempt - 1.0));
            case "list" -> listed(backoff.delays(), attempt, base);
            default -> base;
        };
        double jitter = backoff.jitter() == null ? BackoffRules.DEFAULT_JITTER : backoff.jitter();
        return Duration.ofMillis(Math.clamp(spread(plain, jitter, random), 1, max));
    }

    private static long listed(@Nullable List<String> delays, int attempt, long fallback) {
        if (delays == null || delays.isEmpty()) {
            return fallback;
        }
        String text = delays.get(Math.min(attempt, delays.size()) - 1);
        return millis(text, Duration.ofMillis(fallback));
    }

    /// What was accepted can be read; the fallback covers a definition written by a newer node (G-NOD-4).
    private static long millis(@Nullable String text, Duration fallback) {
        return Optional.ofNullable(text)
                .flatMap(DurationText::parse)
                .orElse(fallback)
                .toMillis();
    }

    private static long spread(long millis, double share, RandomGenerator random) {
        return millis + (long) (millis * share * random.nextDouble());
    }
}
