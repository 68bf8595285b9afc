package eu.runlater.engine.queues;

import java.time.Duration;
import java.util.Optional;

/// At most so many starts in so long, e.g. `100/m`. Starts are spaced evenly, so that *any* stretch of that
/// length has no more than that; where they would be closer than 50 ms, a few go together, and the pauses are a
/// little longer for it.
///
/// @param count · @param period one second, minute, hour or day
public record Rate(int count, Duration period) {
    private static final int MAX_COUNT = 1_000_000;
    private static final double TOGETHER_MILLIS = 50;

    public Rate {
        if (count < 1 || period.toMillis() < 1) {
            throw new IllegalArgumentException("no rate: " + count + " in " + period);
        }
    }

    /// Reads `100/m`; units are `s`, `m`, `h`, `d`. Empty for anything else.
    public static Optional<Rate> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash > 7 || text.length() != slash + 2) {
            return Optional.empty();
        }
        for (int i = 0; i < slash; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        int count = Integer.parseInt(text, 0, slash, 10);
        Duration period = switch (text.charAt(slash + 1)) {
            case 's' -> Duration.ofSeconds(1);
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            case 'd' -> Duration.ofDays(1);
            default -> Duration.ZERO;
        };
        return count < 1 || count > MAX_COUNT || period.isZero()
                ? Optional.empty()
                : Optional.of(new Rate(count, period));
    }

    /// How many may start together.
    int burst() {
        double apart = (double) period.toMillis() / count;
        return apart >= TOGETHER_MILLIS ? 1 : Math.min(count, (int) Math.ceil(TOGETHER_MILLIS / apart));
    }

    /// Microseconds from one start to the next. With bursts of b, a window sees at most one burst more than its length
    /// has room for, so the spacing is that of count − b + 1.
    long spacingMicros() {
        return Math.ceilDiv(period.toMillis() * 1000, (long) count - burst() + 1);
    }

    @Override
    public String toString() {
        String unit = period.equals(Duration.ofSeconds(1))
                ? "s"
                : period.equals(Duration.ofMinutes(1)) ? "m" : period.equals(Duration.ofHours(1)) ? "h" : "d";
        return count + "/" + unit;
    }
}
