package eu.runlater.engine.tasks;

import eu.runlater.engine.runtime.WireInstant;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a one-time task is to run: `delay`, `run_at`, or now (api.md §8.1). Pure.
final class Timing {
    static final Duration LONGEST = Duration.ofDays(3653); // ten years: beyond that somebody has mistaken the unit
    static final Duration PATIENCE = Duration.ofSeconds(300);

    // Offsets as ISO 8601 has them, with and without the colon: +02:00, +0200, +02, Z.
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT); // there is no 30th of February

    private Timing() {}

    /// The moment asked for, `delay` before `run_at`; now when neither is given. Whole milliseconds, as in the answer.
    ///
    /// @throws ApiProblem 400 `invalid_delay` or `invalid_run_at`; a moment long past is noted with the fields
    static Instant due(Fields fields, Instant now) {
        JsonValue delay = fields.value("delay");
        return delay != null ? now.plus(delay(delay)) : runAt(fields, now);
    }

    /// As [#due], for a batch: there `run_at` comes before `delay` (api.md §10.1).
    static Instant dueOfBatch(Fields fields, Instant now) {
        JsonValue delay = fields.value("delay");
        return delay != null && fields.value("run_at") == null ? now.plus(delay(delay)) : runAt(fields, now);
    }

    private static Duration delay(JsonValue value) {
        Duration delay = switch (value) {
            case JsonValue.Numeral(String literal) -> seconds(literal, "s");
            case JsonValue.Text(String text)
            when !text.isEmpty() -> seconds(text.substring(0, text.length() - 1), text.substring(text.length() - 1));
            default -> null;
        };
        if (delay == null) {
            throw ApiProblem.of(
                    400,
                    "invalid_delay",
                    "delay",
                    "delay must be a text such as \"30s\", \"5m\", \"2h\" or \"7d\", or a whole number of seconds, "
                            + "and more than 0");
        }
        if (delay.compareTo(LONGEST) > 0) {
            throw ApiProblem.of(
                    400,
                    "invalid_delay",
                    "delay",
                    "delay is longer than ten years, which is the most that is accepted; check its unit");
        }
        return delay;
    }

    private static @Nullable Duration seconds(String digits, String unit) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return digits.length() > 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? LONGEST.plusSeconds(1)
                    : null;
        }
        long amount = Long.parseLong(digits);
        long unitSeconds = switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 0;
        };
        if (amount == 0 || unitSeconds == 0) {
            return null;
        }
        return amount > LONGEST.toSeconds() ? LONGEST.plusSeconds(1) : Duration.ofSeconds(amount * unitSeconds);
    }

    private static Instant runAt(Fields fields, Instant now) {
        return switch (fields.value("run_at")) {
            case null -> now;
            case JsonValue.Text(String text) -> checked(fields, moment(text), now);
            default -> throw invalidRunAt();
        };
    }

    private static Instant moment(String text) {
        return parse(text).orElseThrow(Timing::invalidRunAt);
    }

    /// An ISO 8601 moment with `Z` or an offset, to the millisecond; empty when the text is none.
    static Optional<Instant> parse(String text) {
        try {
            OffsetDateTime at = WITH_OFFSET.parse(text, OffsetDateTime::from);
            return Optional.of(
                    at.withOffsetSameInstant(ZoneOffset.UTC).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Instant checked(Fields fields, Instant at, Instant now) {
        if (at.isBefore(now.minus(PATIENCE))) {
            fields.refuse(
                    "scheduled_at",
                    "is more than 300 seconds in the past; it is now " + WireInstant.text(now) + " here");
        } else if (at.isAfter(now.plus(LONGEST))) {
            fields.refuse("scheduled_at", "is more than ten years ahead");
        }
        return at;
    }

    private static ApiProblem invalidRunAt() {
        return ApiProblem.of(
                400,
                "invalid_run_at",
                "run_at",
                "run_at must be an ISO 8601 moment with Z or an offset, for example \"2026-05-04T09:30:00Z\" or "
                        + "\"2026-05-04T11:30:00+02:00\"");
    }
}
