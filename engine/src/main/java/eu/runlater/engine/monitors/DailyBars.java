package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.PingRepository.Count;
import eu.runlater.model.MonitorDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last 30 days of a monitor, as bars and as one number (behaviour §19). Days are UTC. Pure.
final class DailyBars {
    static final int DAYS = 30;

    private DailyBars() {}

    static LocalDate first(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1L);
    }

    /// @param counts days without a ping are not there
    static List<MonitorDay> of(Monitor monitor, Map<LocalDate, Count> counts, Instant now) {
        List<MonitorDay> days = new ArrayList<>(DAYS);
        for (int i = 0; i < DAYS; i++) {
            LocalDate day = first(now).plusDays(i);
            Count count = counts.get(day);
            int pings = count == null ? 0 : count.pings();
            int expected = expected(monitor, day, count, now);
            days.add(new MonitorDay(day.toString(), status(pings, expected), pings, expected));
        }
        return days;
    }

    /// At most 100, with two decimals; absent when nothing was expected.
    static @Nullable Double uptime(List<MonitorDay> days) {
        long expected = days.stream().mapToLong(MonitorDay::expected).sum();
        if (expected == 0) {
            return null;
        }
        long pings = days.stream().mapToLong(MonitorDay::pings).sum();
        return Math.min(100, Math.round(10_000.0 * pings / expected) / 100.0);
    }

    private static String status(int pings, int expected) {
        if (expected == 0) {
            return pings > 0 ? "up" : "none";
        }
        if (pings >= expected) {
            return "up";
        }
        return pings > 0 ? "degraded" : "down";
    }

    private static int expected(Monitor monitor, LocalDate day, @Nullable Count count, Instant now) {
        if (monitor.content().probe() != null) {
            return count == null ? 0 : count.expected(); // as many as were called
        }
        Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant made = monitor.insertedAt();
        Expectation expectation = monitor.content().expectation();
        if (!until.isAfter(made)) {
            return 0;
        }
        if (until.isAfter(now)) { // today: as far as it has come, and no ping that may still be in its grace
            Instant late = now.minusSeconds(monitor.content().graceSeconds());
            return monitor.content().enabled() ? expectation.count(later(from, made), late) : 0;
        }
        if (from.isBefore(made)) {
            return expectation.count(made, until);
        }
        return count == null ? expectation.perDay(from) : count.expected();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
