package eu.runlater.model;

import java.time.Duration;
import java.util.Optional;

/// Durations as they cross the wire: digits and one unit of `ms s m h d w`, as in `30s` or `2h`. Nothing else is read:
/// no sign, no fraction, no space, no second unit.
public final class DurationText {
    private static final int MAX_DIGITS = 15; // far beyond any use, and no overflow while reading

    private DurationText() {}

    /// The duration the text names, zero included; empty when the text is not of this form or beyond counting.
    public static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return Optional.empty();
        }
        long amount = Long.parseLong(text, 0, digits, 10);
        long unitMillis = switch (text.substring(digits)) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            case "d" -> 86_400_000L;
            case "w" -> 604_800_000L;
            default -> 0L;
        };
        if (unitMillis == 0 || amount > Long.MAX_VALUE / unitMillis) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(amount * unitMillis));
    }

    /// The shortest text that [#parse] reads back as the same duration, down to milliseconds.
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 604_800 == 0) {
            return seconds / 604_800 + "w";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
