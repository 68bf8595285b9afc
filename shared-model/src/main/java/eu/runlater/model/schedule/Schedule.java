package eu.runlater.model.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The firings of a recurring task, as a strictly increasing row of moments without end. Immutable, any thread.
public sealed interface Schedule permits CronSchedule, EverySchedule {
    /// The first firing strictly after a moment; empty when there is none in the ten years that follow.
    Optional<Instant> next(Instant after);

    /// How many firings lie in `[from, until)`. Counts day by day, not firing by firing, so that years cost nothing.
    long count(Instant from, Instant until);

    /// The newest `n` firings in `[from, until)`, oldest of them first.
    List<Instant> last(Instant from, Instant until, int n);

    /// The smallest gap between two firings, whatever the spelling; clock changes aside.
    Duration shortestGap();

    /// The oldest `n` firings in `[from, until)`, in order.
    default List<Instant> first(Instant from, Instant until, int n) {
        List<Instant> found = new ArrayList<>(Math.min(n, 64));
        Optional<Instant> at = next(from.minusNanos(1));
        while (found.size() < n && at.isPresent() && at.get().isBefore(until)) {
            found.add(at.get());
            at = next(at.get());
        }
        return found;
    }

    /// Reads and checks a cron expression (decision 7, G-CRN-6).
    ///
    /// @throws ScheduleMistake when it cannot be read or has no firing in the next ten years
    static Schedule cron(String expression, ZoneId zone) throws ScheduleMistake {
        return CronSchedule.of(expression, zone);
    }

    /// Firings at `anchor` + k · `interval`, k ≥ 1; zones do not matter (decision 9).
    static Schedule every(Duration interval, Instant anchor) {
        return new EverySchedule(interval, anchor);
    }

    /// An IANA name such as `Europe/Oslo`, or a fixed offset such as `+02:00`.
    ///
    /// @throws ScheduleMistake for anything else, naming the zone that was probably meant
    static ZoneId zone(String name) throws ScheduleMistake {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException _) {
            String wanted = name.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
            String hint = ZoneId.getAvailableZoneIds().stream()
                    .filter(zone -> !wanted.isEmpty())
                    .filter(zone -> zone.equalsIgnoreCase(wanted)
                            || zone.toLowerCase(Locale.ROOT).endsWith("/" + wanted))
                    .sorted()
                    .findFirst()
                    .map(zone -> "; did you mean \"" + zone + "\"?")
                    .orElse("; use an IANA name such as \"Europe/Oslo\", or an offset such as \"+02:00\"");
            String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
            throw new ScheduleMistake("\"" + shown + "\" is not a known time zone" + hint);
        }
    }
}
