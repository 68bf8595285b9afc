package eu.runlater.model.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cron expression in a time zone. What happens at a clock change depends on the hour field (G-CRN-7):
///
/// - without `*` it means wall time: each wall time fires once; one that does not exist fires at the end of the gap
///   (several in one gap: one firing), one that happens twice fires the first time only;
/// - with `*` it means real time: it fires whenever the local clock shows a match.
public final class CronSchedule implements Schedule {
    /// An expression without a firing for so long is refused (decision 7).
    private static final int YEARS = 10;

    private static final int DAYS_OF_GAPS = 5 * 366; // every pattern of weekdays and month lengths but centuries

    private final CronFields fields;
    private final ZoneId zone;
    private final ZoneRules rules;

    private CronSchedule(CronFields fields, ZoneId zone) {
        this.fields = fields;
        this.zone = zone;
        this.rules = zone.getRules();
    }

    static CronSchedule of(String expression, ZoneId zone) throws ScheduleMistake {
        CronSchedule schedule = new CronSchedule(CronFields.parse(expression), zone);
        // Any ten years will do to see that days such as 30 February never come; these have every kind of year.
        LocalDateTime some = LocalDate.of(2024, 1, 1).atStartOfDay();
        if (schedule.nextLocal(some, some.plusYears(YEARS)) == null) {
            throw new ScheduleMistake("\"" + expression.strip() + "\" never fires in " + YEARS
                    + " years: no day has this day of the month, month and day of the week together");
        }
        return schedule;
    }

    public ZoneId zone() {
        return zone;
    }

    /// Five or six fields; an `@…` word is shown as what it stands for.
    public String expression() {
        return fields.text();
    }

    /// Whether the expression names seconds.
    public boolean withSeconds() {
        return fields.withSeconds();
    }

    /// Whether it follows real time at clock changes, not wall time.
    public boolean realTime() {
        return fields.everyHour();
    }

    CronFields fields() {
        return fields;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.ofNullable(fields.everyHour() ? nextReal(after) : nextWall(after));
    }

    private @Nullable Instant nextWall(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        LocalDateTime limit = local.plusYears(YEARS);
        while (true) {
            LocalDateTime found = nextLocal(local, limit);
            if (found == null) {
                return null;
            }
            Instant at = wallInstant(found);
            if (at.isAfter(after)) {
                return at;
            }
            local = found.plusSeconds(1);
        }
    }

    /// The moment a wall time stands for: the end of the gap it falls into, the first of two.
    private Instant wallInstant(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    private @Nullable Instant nextReal(Instant after) {
        Instant from = Instant.ofEpochSecond(after.getEpochSecond() + 1);
        Instant limit = from.plus(Duration.ofDays(366L * YEARS));
        while (from.isBefore(limit)) {
            ZoneOffset offset = rules.getOffset(from);
            ZoneOffsetTransition change = rules.nextTransition(from);
            Instant end = change == null || change.getInstant().isAfter(limit) ? limit : change.getInstant();
            LocalDateTime found = nextLocal(
                    LocalDateTime.ofEpochSecond(from.getEpochSecond(), 0, offset),
                    LocalDateTime.ofEpochSecond(end.getEpochSecond(), 0, offset));
            if (found != null) {
                return found.toInstant(offset);
            }
            from = end;
        }
        return null;
    }

    /// The first matching local time in `[from, limit)`.
    private @Nullable LocalDateTime nextLocal(LocalDateTime from, LocalDateTime limit) {
        LocalDateTime start = from.getNano() == 0 ? from : from.withNano(0).plusSeconds(1);
        LocalDate date = start.toLocalDate();
        LocalTime time = start.toLocalTime();
        LocalDate end = limit.toLocalDate();
        while (!date.isAfter(end)) {
            if ((fields.months() & 1 << date.getMonthValue()) == 0) {
                date = date.withDayOfMonth(1).plusMonths(1);
                time = LocalTime.MIN;
                continue;
            }
            if (fields.matches(date)) {
                int second = nextOfDay(time.toSecondOfDay());
                if (second >= 0) {
                    LocalDateTime found = date.atTime(LocalTime.ofSecondOfDay(second));
                    return found.isBefore(limit) ? found : null;
                }
            }
            date = date.plusDays(1);
            time = LocalTime.MIN;
        }
        return null;
    }

    /// The first matching second of the day at or after one; −1 when the day has none left.
    private int nextOfDay(int from) {
        int hour = from / 3600;
        int minute = from / 60 % 60;
        int second = from % 60;
        if ((fields.hours() & 1 << hour) != 0) {
            if ((fields.minutes() & 1L << minute) != 0) {
                int here = nextBit(fields.seconds(), second);
                if (here >= 0) {
                    return hour * 3600 + minute * 60 + here;
                }
            }
            int later = nextBit(fields.minutes(), minute + 1);
            if (later >= 0) {
                return hour * 3600 + later * 60 + nextBit(fields.seconds(), 0);
            }
        }
        int next = nextBit(fields.hours(), hour + 1);
        return next < 0 ? -1 : next * 3600 + nextBit(fields.minutes(), 0) * 60 + nextBit(fields.seconds(), 0);
    }

    private static int nextBit(long bits, int from) {
        long rest = from > 63 ? 0 : bits & -1L << from;
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }

    @Override
    public long count(Instant from, Instant until) {
        long count = 0;
        LocalDate date = LocalDate.ofInstant(from, zone).plusDays(2);
        LocalDate last = LocalDate.ofInstant(until, zone).minusDays(2);
        if (date.isAfter(last)) {
            return enumerate(from, until);
        }
        count += enumerate(from, date.atStartOfDay(zone).toInstant());
        while (date.isBefore(last)) {
            // Whole days well away from a clock change fire alike; those next to one are counted one by one.
            Instant start = date.atStartOfDay(zone).toInstant();
            ZoneOffsetTransition change = rules.nextTransition(start.minus(Duration.ofDays(2)));
            LocalDate plainUntil = change == null
                    ? last
                    : min(last, LocalDate.ofInstant(change.getInstant(), zone).minusDays(2));
            for (; date.isBefore(plainUntil); date = date.plusDays(1)) {
                if (fields.matches(date)) {
                    count += fields.firingsPerDay();
                }
            }
            if (change != null && date.isBefore(last)) {
                LocalDate after =
                        min(last, LocalDate.ofInstant(change.getInstant(), zone).plusDays(3));
                if (after.isAfter(date)) {
                    count += enumerate(
                            date.atStartOfDay(zone).toInstant(),
                            after.atStartOfDay(zone).toInstant());
                    date = after;
                }
            }
        }
        return count + enumerate(date.atStartOfDay(zone).toInstant(), until);
    }

    private static LocalDate min(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private long enumerate(Instant from, Instant until) {
        long count = 0;
        Optional<Instant> at = next(from.minusNanos(1));
        while (at.isPresent() && at.get().isBefore(until)) {
            count++;
            at = next(at.get());
        }
        return count;
    }

    @Override
    public List<Instant> last(Instant from, Instant until, int n) {
        List<Instant> newestFirst = new ArrayList<>();
        // A day's firings, by its own start and the next day's, so that no moment belongs to two of them.
        LocalDate date = LocalDate.ofInstant(until, zone);
        while (newestFirst.size() < n) {
            Instant start = date.atStartOfDay(zone).toInstant();
            Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
            if (!end.isAfter(from)) {
                break;
            }
            if (mayFire(date)) {
                List<Instant> ofDay = first(max(start, from), min(end, until), Integer.MAX_VALUE);
                for (int i = ofDay.size() - 1; i >= 0 && newestFirst.size() < n; i--) {
                    newestFirst.add(ofDay.get(i));
                }
            }
            date = date.minusDays(1);
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /// Whether a firing may lie between the starts of a day and the next: what a gap moves comes from the day before.
    private boolean mayFire(LocalDate date) {
        return fields.matches(date) || fields.matches(date.minusDays(1)) || fields.matches(date.plusDays(1));
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    @Override
    public Duration shortestGap() {
        int first = nextOfDay(0);
        int shortest = Integer.MAX_VALUE;
        int before = first;
        for (int at = nextOfDay(first + 1); at >= 0 && shortest > 1; at = at >= 86_399 ? -1 : nextOfDay(at + 1)) {
            shortest = Math.min(shortest, at - before);
            before = at;
        }
        int lastOfDay = lastOfDay();
        long seconds = shortest;
        LocalDate start = LocalDate.of(2024, 1, 1);
        LocalDate matched = null;
        for (int day = 0; day < DAYS_OF_GAPS; day++) {
            LocalDate date = start.plusDays(day);
            if (fields.matches(date)) {
                if (matched != null) {
                    long days = date.toEpochDay() - matched.toEpochDay();
                    seconds = Math.min(seconds, days * 86_400 - lastOfDay + first);
                    if (days == 1) {
                        break;
                    }
                }
                matched = date;
            }
        }
        return Duration.ofSeconds(seconds == Integer.MAX_VALUE ? 365L * 86_400 : seconds);
    }

    private int lastOfDay() {
        return (63 - Long.numberOfLeadingZeros(fields.hours())) * 3600
                + (63 - Long.numberOfLeadingZeros(fields.minutes())) * 60
                + 63
                - Long.numberOfLeadingZeros(fields.seconds());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronSchedule cron && cron.fields.equals(fields) && cron.zone.equals(zone);
    }

    @Override
    public int hashCode() {
        return fields.hashCode() * 31 + zone.hashCode();
    }

    @Override
    public String toString() {
        return fields.text() + " in " + zone;
    }
}
