package eu.runlater.model.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point in time as a query says it. The time of an execution, to which it is compared, is when it finished; of
/// one that has not finished, when it is due, or now if that has passed. So `since:1h` gives what ended in the last
/// hour and everything that has not ended, whatever it had been planned for, and the counts of the overview are
/// exactly those rows.
public sealed interface Moment {
    /// The earliest and latest years that can be asked for; databases differ beyond.
    Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /// Resolves it.
    Instant at(Instant now);

    /// As it is written in a query.
    String print();

    /// A fixed one.
    record At(Instant instant) implements Moment {
        public At {
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new IllegalArgumentException("outside of the years 1 to 9999: " + instant);
            }
        }

        @Override
        public Instant at(Instant now) {
            return instant;
        }

        @Override
        public String print() {
            return instant.toString();
        }
    }

    /// One that moves with the clock: `2h` is two hours ago, `+15m` in a quarter of an hour, `now` is now.
    ///
    /// @param fromNow negative = ago; whole seconds, at most 3,650 days either way
    record Relative(Duration fromNow) implements Moment {
        private static final Duration FARTHEST = Duration.ofDays(3650);

        public Relative {
            if (fromNow.abs().compareTo(FARTHEST) > 0 || fromNow.getNano() != 0) {
                throw new IllegalArgumentException("whole seconds, at most 3650 days: " + fromNow);
            }
        }

        @Override
        public Instant at(Instant now) {
            return now.plus(fromNow);
        }

        @Override
        public String print() {
            if (fromNow.isZero()) {
                return "now";
            }
            long seconds = fromNow.abs().toSeconds();
            String sign = fromNow.isNegative() ? "" : "+";
            for (Unit unit : Unit.values()) {
                if (seconds % unit.seconds == 0) {
                    return sign + seconds / unit.seconds + unit.name().toLowerCase(Locale.ROOT);
                }
            }
            throw new IllegalStateException("a second divides everything");
        }
    }

    /// Largest first.
    enum Unit {
        W(604_800),
        D(86_400),
        H(3_600),
        M(60),
        S(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }
    }

    Pattern SPAN = Pattern.compile("(\\+?)([0-9]{1,9})([smhdw])");

    /// Reads `now`, `90s`, `15m`, `2h`, `7d`, `1w`, `+15m`, a date (its start in UTC), or an ISO 8601 moment with
    /// `Z` or an offset; anything else is empty.
    static Optional<Moment> parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("now")) {
            return Optional.of(new Relative(Duration.ZERO));
        }
        try {
            Matcher span = SPAN.matcher(word);
            if (span.matches()) {
                long seconds = Long.parseLong(span.group(2))
                        * Unit.valueOf(span.group(3).toUpperCase(Locale.ROOT)).seconds;
                return Optional.of(new Relative(Duration.ofSeconds(span.group(1).isEmpty() ? -seconds : seconds)));
            }
            if (text.length() == 10) {
                return Optional.of(new At(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()));
            }
            return Optional.of(new At(DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .parse(text, OffsetDateTime::from)
                    .toInstant()));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
