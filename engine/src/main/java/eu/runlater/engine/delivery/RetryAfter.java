package eu.runlater.engine.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads `Retry-After` of a 429 or 503: whole seconds or an HTTP date, clamped to 1 s–24 h; anything that does not
/// parse counts as absent (G-RUN-7). Pure.
public final class RetryAfter {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);
    private static final int MAX_DIGITS = 18; // more would overflow a long

    private RetryAfter() {}

    /// What a response asks for; empty when it asks for nothing that can be read.
    public static Optional<Duration> of(Response response, Instant now) {
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
                    : Optional.of(clamp(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            return Optional.of(clamp(Duration.between(now, until)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration wait) {
        if (wait.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
