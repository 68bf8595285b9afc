package eu.runlater.engine.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The ledger, and what the schedules of a task were, as the API reads them.
@Repository
class FiringRepository {
    private static final String TASK = """
            select id, name, organization_id, version, overlap, enabled, next_run_at, inserted_at, schedule_error,
                   cron_expression, every_seconds, timezone, anchor_at, starts_at, ends_at, max_runs, runs_planned
              from task where organization_id = :organization and id = :id and deleted_at is null
            """;

    private static final String SCHEDULES = """
            select valid_from, valid_until, enabled, reason, cron_expression, every_seconds, timezone, anchor_at, starts_at,
                   ends_at, null::integer as max_runs
              from task_schedule
             where task_id = :task and valid_from < :until and coalesce(valid_until, 'infinity') > :from
             order by valid_from
            """;

    // The first attempt tells when the run started: in the history, or while it waits or is in flight.
    private static final String ROWS = """
            select f.scheduled_for, f.outcome, f.reason, f.run_id, f.firings, f.covers_from, f.covers_until, f.backfill,
                   e.id as execution_id, e.started_at, e.finished_at, n.status as newest_status, n.id as newest_id,
                   r.state, r.started_at as running_since, r.execution_id as open_execution, r.attempt as open_attempt,
                   r.due_at
              from firing f
              left join run r on r.id = f.run_id
              left join lateral (
                select id, started_at, finished_at from execution
                 where run_id = f.run_id and attempt = 1 order by finished_at limit 1) e on true
              left join lateral (
                select id, status from execution
                 where run_id = f.run_id order by finished_at desc limit 1) n on true
             where f.task_id = :task and f.organization_id = :organization
               and (f.scheduled_for >= :from and f.scheduled_for < :until and f.firings = 1
                    or f.firings > 1 and f.covers_from < :until and f.covers_until >= :from)
             order by coalesce(f.covers_until, f.scheduled_for)
             limit :limit
            """;

    private static final String RAN = """
            select scheduled_for from firing
             where task_id = :task and scheduled_for >= :from and scheduled_for < :until and outcome = 'run'
            """;

    private final JdbcClient jdbc;

    FiringRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A task as far as the ledger needs it.
    record Task(
            UUID id,
            String name,
            Recurrence recurrence,
            boolean enabled,
            @Nullable Instant nextRunAt,
            Instant insertedAt,
            @Nullable String error,
            @Nullable Integer runsLeft) {}

    /// What a task's schedule was for a while.
    record Period(
            Instant from,
            @Nullable Instant until,
            boolean enabled,
            @Nullable String reason,
            Recurrence recurrence) {}

    /// A row of the ledger with how its run stands.
    record Row(
            Instant scheduledFor,
            String outcome,
            @Nullable String reason,
            @Nullable UUID runId,
            int firings,
            @Nullable Instant coversFrom,
            @Nullable Instant coversUntil,
            @Nullable UUID executionId,
            @Nullable Instant startedAt,
            @Nullable String status,
            @Nullable Instant dueAt) {}

    Optional<Task> task(UUID organizationId, UUID id) {
        return jdbc.sql(TASK)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> new Task(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        TickStatement.recurrence(row),
                        row.getBoolean("enabled"),
                        TickStatement.optional(row, "next_run_at"),
                        TickStatement.moment(row, "inserted_at"),
                        row.getString("schedule_error"),
                        row.getObject("max_runs") == null
                                ? null
                                : Math.max(0, row.getInt("max_runs") - row.getInt("runs_planned"))))
                .optional();
    }

    List<Period> periods(UUID task, Instant from, Instant until) {
        return jdbc.sql(SCHEDULES)
                .param("task", task)
                .param("from", at(from))
                .param("until", at(until))
                .query((row, _) -> new Period(
                        TickStatement.moment(row, "valid_from"),
                        TickStatement.optional(row, "valid_until"),
                        row.getBoolean("enabled"),
                        row.getString("reason"),
                        TickStatement.recurrence(row)))
                .list();
    }

    List<Row> rows(UUID organizationId, UUID task, Instant from, Instant until, int limit) {
        return jdbc.sql(ROWS)
                .param("organization", organizationId)
                .param("task", task)
                .param("from", at(from))
                .param("until", at(until))
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Planned times in `[from, until)` that became a run.
    List<Instant> ran(UUID task, Instant from, Instant until) {
        return jdbc.sql(RAN)
                .param("task", task)
                .param("from", at(from))
                .param("until", at(until))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    private static Row read(ResultSet row) throws SQLException {
        Object state = row.getObject("state");
        boolean open = state != null;
        boolean running = open && row.getInt("state") == 1;
        boolean firstOpen = open && row.getInt("open_attempt") == 1;
        Instant started = TickStatement.optional(row, "started_at");
        if (started == null && firstOpen && running) {
            started = TickStatement.optional(row, "running_since");
        }
        UUID execution = row.getObject("open_execution", UUID.class);
        if (execution == null) {
            execution = row.getObject("newest_id", UUID.class);
        }
        return new Row(
                TickStatement.moment(row, "scheduled_for"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getObject("run_id", UUID.class),
                row.getInt("firings"),
                TickStatement.optional(row, "covers_from"),
                TickStatement.optional(row, "covers_until"),
                execution,
                started,
                open ? (running ? "running" : "pending") : row.getString("newest_status"),
                TickStatement.optional(row, "due_at"));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
