package eu.runlater.engine.schedule;

import eu.runlater.model.UpcomingFirings;
import eu.runlater.model.UpcomingFirings.Line;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// What is planned in the next hours. Counts by arithmetic, so that ten thousand tasks that fire every minute cost no
/// more than ten thousand that fire daily. Any thread.
@Service
class Upcoming {
    private static final int BUCKETS = 48;
    private static final int LINES = 200;
    private static final int SHOWN = 10;
    private static final int MOST = 20_000;

    private static final String TASKS = """
            select id, name, cron_expression, every_seconds, timezone, anchor_at, starts_at, ends_at, max_runs, next_run_at
              from task
             where organization_id = :organization and enabled and next_run_at is not null and next_run_at < :until
             order by next_run_at, id limit :most
            """;

    private static final String ONCE = """
            select r.task_id, coalesce(t.name, '') as name, r.due_at
              from run r left join once_task t on t.id = r.task_id
             where r.organization_id = :organization and r.kind <> 'cron' and r.state in (0, 2)
               and r.due_at >= :from and r.due_at < :until
             order by r.due_at, r.id limit :most
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Upcoming(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Recurring(UUID id, String name, Recurrence recurrence) {}

    UpcomingFirings of(UUID organizationId, Duration window) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant until = from.plus(window);
        int bucketMinutes = (int) Math.max(1, window.toMinutes() / BUCKETS);
        long[] buckets = new long[(int) Math.ceilDiv(window.toMinutes(), bucketMinutes)];
        List<Line> lines = new ArrayList<>();
        for (Recurring task : tasks(organizationId, until)) {
            try {
                add(task, from, until, bucketMinutes, buckets).ifPresent(lines::add);
            } catch (ScheduleMistake _) {
                // The leader disables it, and says why.
            }
        }
        addOnce(organizationId, from, until, bucketMinutes, buckets, lines);
        lines.sort(Comparator.comparing((Line line) -> line.next().getFirst()).thenComparing(Line::name));
        return new UpcomingFirings(
                from,
                until,
                bucketMinutes,
                Arrays.stream(buckets).boxed().toList(),
                lines.subList(0, Math.min(LINES, lines.size())));
    }

    private static Optional<Line> add(Recurring task, Instant from, Instant until, int bucketMinutes, long[] buckets)
            throws ScheduleMistake {
        Schedule schedule = task.recurrence.schedule();
        Instant start = task.recurrence.fromWindow(from);
        Instant end = task.recurrence.untilWindow(until);
        List<Instant> next = schedule.first(start, end, SHOWN);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        long total = 0;
        if (next.size() < SHOWN) {
            for (Instant at : next) {
                buckets[bucket(from, at, bucketMinutes, buckets.length)]++;
            }
            total = next.size();
        } else {
            for (int i = 0; i < buckets.length; i++) {
                Instant bucketStart = max(start, from.plus(Duration.ofMinutes((long) i * bucketMinutes)));
                Instant bucketEnd = min(end, from.plus(Duration.ofMinutes((i + 1L) * bucketMinutes)));
                long count = bucketStart.isBefore(bucketEnd) ? schedule.count(bucketStart, bucketEnd) : 0;
                buckets[i] += count;
                total += count;
            }
        }
        String type = task.recurrence.cron() == null ? "every" : "cron";
        return Optional.of(new Line(task.id, task.name, type, total, next));
    }

    private static int bucket(Instant from, Instant at, int bucketMinutes, int most) {
        return (int) Math.min(most - 1, Duration.between(from, at).toMinutes() / bucketMinutes);
    }

    private List<Recurring> tasks(UUID organizationId, Instant until) {
        return jdbc.sql(TASKS)
                .param("organization", organizationId)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .query((row, _) -> new Recurring(
                        row.getObject("id", UUID.class), row.getString("name"), TickStatement.recurrence(row)))
                .list();
    }

    private void addOnce(
            UUID organizationId, Instant from, Instant until, int bucketMinutes, long[] buckets, List<Line> lines) {
        jdbc.sql(ONCE)
                .param("organization", organizationId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .query(row -> {
                    Instant at = row.getObject("due_at", OffsetDateTime.class).toInstant();
                    buckets[bucket(from, at, bucketMinutes, buckets.length)]++;
                    if (lines.size() < 2 * LINES) {
                        lines.add(new Line(
                                row.getObject("task_id", UUID.class), row.getString("name"), "once", 1, List.of(at)));
                    }
                });
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
