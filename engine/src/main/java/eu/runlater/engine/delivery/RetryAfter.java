package eu.runlater.engine.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads `Retry-After` of a 429 or 503: whole seconds or an HTTP date, clamped to 1 s–24 h for the next attempt
/// (G-RUN-7), and to what a calendar holds for the host (behaviour §13); anything that does not parse counts as absent.
/// Pure.
public final class RetryAfter {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);
    private static final Duration MOST_FOR_HOST = Duration.ofDays(3_650);
    private static final int MAX_DIGITS = 18; // more would overflow a long

    private RetryAfter() {}

    /// How long the next attempt is asked to wait; empty when nothing that can be read is asked for.
    public static Optional<Duration> of(Response response, Instant now) {
        return asked(response, now).map(wait -> clamp(wait, MOST));
    }

    /// How long the whole host asks to be left alone: as long as it likes.
    public static Optional<Duration> forHost(Response response, Instant now) {
        return asked(response, now).map(wait -> clamp(wait, MOST_FOR_HOST));
    }

    private static Optional<Duration> asked(Response response, Instant now) {
        if (response.status() != 429 && response.status() != 503) {
            return Optional.empty();
        }
        return response.header("Retry-After").flatMap(value -> parse(value.strip(), now));
    }

    private static Optional<Duration> parse(String value, Instant now) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return value.length() > MAX_DIGITS
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration wait, Duration most) {
        if (wait.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
