package eu.runlater.engine.schedule;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.dispatch.Rank;
import eu.runlater.engine.dispatch.Summaries;
import eu.runlater.engine.schedule.Advance.Firing;
import eu.runlater.engine.schedule.Advance.Outcome;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Reads due tasks and writes what was decided about them, each in one statement whatever their number.
@Component
class TickStatement {
    private static final int NEWS_ITEMS = 50;

    private static final String DUE = """
            select t.id, t.organization_id, o.plan, o.retention_days, t.name, t.version, t.method, t.url, t.host, t.queue,
                   coalesce(q.priority, t.priority) as priority, t.retry_attempts, t.cron_expression, t.every_seconds,
                   t.timezone, t.anchor_at, t.starts_at, t.ends_at, t.max_runs, t.runs_planned, t.overlap, t.misfire,
                   t.interval_seconds, t.next_run_at, t.schedule_version,
                   t.overlap <> 'allow' and exists (
                     select from run r where r.organization_id = t.organization_id and r.task_id = t.id and r.state <> 3)
                     as busy,
                   t.overlap = 'queue_one' and exists (select from run r where r.task_id = t.id and r.state = 3) as holding
              from task t
              join organization o on o.id = t.organization_id
              left join queue q on q.organization_id = t.organization_id and q.name = t.queue and t.priority = 5
             where t.tick_at <= app_now() and t.needs <= ?
             order by t.tick_at, t.id
             limit ?
            """;

    private static final String NOW = "select app_now()";

    // Two leaders may hold the same task in hand for a moment; the first one's update makes the other's find nothing,
    // and should it not, the ledger's key still allows one run a firing (G-CRN-1).
    private static final String WRITE = """
            with advance as (
              select * from unnest(?::uuid[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::text[])
                as a(task_id, old_micros, schedule_version, next_micros, tick_micros, runs, error)),
            moved as (
              update task t
                 set next_run_at = 'epoch'::timestamptz + a.next_micros * interval '1 microsecond',
                     tick_at = 'epoch'::timestamptz + a.tick_micros * interval '1 microsecond',
                     runs_planned = t.runs_planned + a.runs,
                     enabled = a.error is null, schedule_error = a.error,
                     schedule_version = t.schedule_version + case when a.error is null then 0 else 1 end,
                     version = t.version + case when a.error is null then 0 else 1 end
                from advance a
               where t.id = a.task_id and t.enabled and t.schedule_version = a.schedule_version
                 and t.next_run_at = 'epoch'::timestamptz + a.old_micros * interval '1 microsecond'
              returning t.id),
            decided as (
              select f.*, 'epoch'::timestamptz + at_micros * interval '1 microsecond' as at,
                     'epoch'::timestamptz + due_micros * interval '1 microsecond' as due,
                     'epoch'::timestamptz + from_micros * interval '1 microsecond' as covers_from
                from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::bigint[],
                            ?::boolean[], ?::int[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::int[], ?::int[])
                  as f(task_id, organization_id, at_micros, outcome, reason, run_id, execution_id, due_micros, held, firings,
                       from_micros, rank, queue, host, name, method, url, task_version, max_attempts)
                join moved on moved.id = f.task_id),
            ledger as (
              insert into firing (task_id, scheduled_for, organization_id, outcome, reason, run_id, firings, covers_from,
                                  covers_until, recorded_at)
              select task_id, case when firings > 1 then app_now() else at end, organization_id, outcome, reason,
                     case when outcome = 'run' then run_id end, firings, covers_from,
                     case when firings > 1 then at end, app_now()
                from decided
              on conflict (task_id, scheduled_for) do nothing
              returning task_id, scheduled_for, run_id),
            runs as (
              insert into run (id, organization_id, task_id, execution_id, kind, queue, host, rank, gated, state, attempt,
                               first_due_at, due_at, created_at)
              select g.run_id, g.organization_id, g.task_id, g.execution_id, 'cron', g.queue, g.host, g.rank, g.gated,
                     case when g.held then 3 when g.gated then 2 else 0 end, 1, g.at, g.due, app_now()
                from (select d.*, run_gated(d.organization_id, d.queue) as gated from decided d) g
                join ledger l on l.run_id = g.run_id),
            missed as (
              insert into execution (
                     id, run_id, organization_id, task_id, task_name, task_version, kind, queue, host, method, url, status,
                     final, attempt, max_attempts, scheduled_for, finished_at, error_kind, error_message, node_id)
              select execution_id, run_id, organization_id, task_id, name, task_version, 'cron', queue, host, method, url,
                     'missed', true, 1, max_attempts, at, app_now(), 'missed',
                     case when firings = 1 then 'Missed: the engine was not there to run it.'
                          else firings || ' firings from ' || to_char(covers_from at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
                               || ' to ' || to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC were missed.' end,
                     ?
                from decided where outcome = 'missed'),
            news as (
              insert into event (organization_id, type, at, count, items)
              select organization_id, type, app_now(), count, items
                from unnest(?::uuid[], ?::text[], ?::int[], ?::text[]) as e(organization_id, type, count, items))
            select count(*) from moved
            """;

    private static final String NEXT = """
            select ceil(extract(epoch from min(tick_at) - app_now()) * 1000) from task where tick_at is not null
            """;

    private static final String NOTE = """
            insert into leader_tick (job, node_id, at, took_ms) values (?, ?, app_now(), ?)
            on conflict (job) do update set node_id = excluded.node_id, at = excluded.at, took_ms = excluded.took_ms
            """;

    private final JdbcTemplate jdbc;
    private final NodeIdentity node;

    TickStatement(VitalDatabase database, NodeIdentity node) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.node = node;
    }

    Instant now() {
        return jdbc.query(NOW, (row, _) -> moment(row, 1)).getFirst();
    }

    /// Due tasks, longest due first.
    List<DueTask> due(int limit) {
        return jdbc.query(DUE, (row, _) -> read(row), Version.LEVEL, limit);
    }

    /// Milliseconds until the next task is due; negative when one is; a large number when there is none.
    long millisToNext() {
        List<Long> found = jdbc.query(NEXT, (row, _) -> row.getObject(1) == null ? Long.MAX_VALUE : row.getLong(1));
        return found.getFirst();
    }

    /// Writes that this node has just ticked.
    void note(String job, double millis) {
        jdbc.update(NOTE, job, node.id(), millis);
    }

    /// Writes everything or nothing; returns how many tasks were moved on (others were changed meanwhile).
    int write(List<Advance> advances) {
        List<Decided> decided = new ArrayList<>();
        for (Advance advance : advances) {
            advance.firings().forEach(firing -> decided.add(new Decided(advance.task(), firing)));
        }
        List<News> news = news(decided);
        return jdbc.query(WRITE, statement -> bind(statement, advances, decided, news), (row, _) -> row.getInt(1))
                .getFirst();
    }

    private record Decided(DueTask task, Firing firing) {}

    private record News(UUID organizationId, int count, String items) {}

    private static List<News> news(List<Decided> decided) {
        Map<UUID, List<Decided>> byOrganization = new HashMap<>();
        for (Decided one : decided) {
            if (one.firing.outcome() == Outcome.RUN) {
                byOrganization
                        .computeIfAbsent(one.task.organizationId(), _ -> new ArrayList<>())
                        .add(one);
            }
        }
        List<News> news = new ArrayList<>();
        byOrganization.forEach((organization, runs) -> news.add(new News(
                organization,
                runs.size(),
                runs.stream()
                        .limit(NEWS_ITEMS)
                        .map(run -> Summaries.json(Summaries.planned(
                                run.task.id(),
                                run.task.name(),
                                "cron",
                                run.firing.runId(),
                                run.firing.executionId(),
                                1 + run.task.retryAttempts(),
                                run.task.queue(),
                                run.task.method(),
                                run.task.url(),
                                run.task.host(),
                                run.firing.scheduledFor())))
                        .collect(Collectors.joining(",", "[", "]")))));
        return news;
    }

    private void bind(PreparedStatement statement, List<Advance> advances, List<Decided> decided, List<News> news)
            throws SQLException {
        int next = new ArrayParameters<>(advances)
                .add("uuid", advance -> advance.task().id())
                .addMoment(advance -> advance.task().nextRunAt())
                .add("int4", advance -> advance.task().scheduleVersion())
                .addMoment(Advance::nextRunAt)
                .addMoment(Advance::tickAt)
                .add("int4", advance -> (int) advance.runs())
                .add("text", Advance::error)
                .bind(statement, 1);
        next = new ArrayParameters<>(decided)
                .add("uuid", one -> one.task.id())
                .add("uuid", one -> one.task.organizationId())
                .addMoment(one -> one.firing.scheduledFor())
                .add("text", one -> one.firing.outcome().name().toLowerCase(java.util.Locale.ROOT))
                .add("text", one -> one.firing.reason())
                .add("uuid", one -> one.firing.runId())
                .add("uuid", one -> one.firing.executionId())
                .addMoment(one -> one.firing.dueAt())
                .add("bool", one -> one.firing.held())
                .add("int4", one -> one.firing.count())
                .addMoment(one -> one.firing.coversFrom())
                .add("int4", one -> Rank.recurring(one.task.plan(), one.task.intervalSeconds(), one.task.priority()))
                .add("text", one -> one.task.queue())
                .add("text", one -> one.task.host())
                .add("text", one -> one.task.name())
                .add("text", one -> one.task.method())
                .add("text", one -> one.task.url())
                .add("int4", one -> one.task.version())
                .add("int4", one -> 1 + one.task.retryAttempts())
                .bind(statement, next);
        statement.setObject(next++, node.id());
        new ArrayParameters<>(news)
                .add("uuid", News::organizationId)
                .add("text", _ -> "execution.accepted")
                .add("int4", News::count)
                .add("text", News::items)
                .bind(statement, next);
    }

    private static DueTask read(ResultSet row) throws SQLException {
        return new DueTask(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("plan"),
                row.getInt("retention_days"),
                row.getString("name"),
                row.getInt("version"),
                row.getString("method"),
                row.getString("url"),
                row.getString("host"),
                row.getString("queue"),
                row.getInt("priority"),
                row.getInt("retry_attempts"),
                recurrence(row),
                row.getInt("runs_planned"),
                row.getString("overlap"),
                row.getString("misfire"),
                row.getLong("interval_seconds"),
                moment(row, "next_run_at"),
                row.getInt("schedule_version"),
                row.getBoolean("busy"),
                row.getBoolean("holding"));
    }

    /// The columns that decide when a task fires, of a row that has them all.
    static Recurrence recurrence(ResultSet row) throws SQLException {
        return new Recurrence(
                row.getString("cron_expression"),
                row.getObject("every_seconds", Long.class),
                row.getString("timezone"),
                moment(row, "anchor_at"),
                optional(row, "starts_at"),
                optional(row, "ends_at"),
                row.getObject("max_runs", Integer.class));
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Instant moment(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
