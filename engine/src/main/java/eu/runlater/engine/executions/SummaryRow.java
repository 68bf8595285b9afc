package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The columns every list of executions is made of, from either table, and how a row of them becomes a summary.
final class SummaryRow {
    /// Waiting and running attempts. Which organization is the parameter `organization`.
    static final String LIVE = """
            select r.execution_id as id, r.id as run_id, r.task_id, coalesce(t.name, '') as task_name, r.kind,
                   case when r.state = 1 then 'running' else 'pending' end as status,
                   r.attempt, greatest(coalesce(t.retry_attempts, 0) + 1, r.attempt) as max_attempts, false as final,
                   r.queue, coalesce(t.method, '') as method, coalesce(t.url, '') as url, r.host,
                   r.due_at as scheduled_for, r.started_at, null::timestamptz as finished_at,
                   null::integer as duration_ms, null::smallint as status_code,
                   null::text as error_kind, null::text as error_message, null::uuid as cause,
                   null::timestamptz as next_attempt_at, r.created_at
              from run r left join any_task t on t.id = r.task_id
             where r.organization_id = :organization
            """;

    /// Finished attempts that are not past the organization's retention.
    static final String HISTORY = """
            select e.id, e.run_id, e.task_id, e.task_name, e.kind, e.status, e.attempt, e.max_attempts, e.final,
                   e.queue, e.method, e.url, e.host, e.scheduled_for, e.started_at, e.finished_at,
                   e.duration_ms, e.status_code, e.error_kind, e.error_message, e.cause, e.next_attempt_at,
                   null::timestamptz as created_at
              from execution e
             where e.organization_id = :organization
               and e.finished_at >= app_now() - (
                   select o.retention_days from organization o where o.id = :organization) * interval '1 day'
            """;

    private SummaryRow() {}

    static ExecutionSummary read(ResultSet row) throws SQLException {
        Instant scheduledFor =
                row.getObject("scheduled_for", OffsetDateTime.class).toInstant();
        Instant startedAt = moment(row, "started_at");
        return new ExecutionSummary(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("task_id", UUID.class),
                row.getString("task_name"),
                row.getString("kind"),
                row.getString("status"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getBoolean("final"),
                row.getString("queue"),
                row.getString("method"),
                row.getString("url"),
                row.getString("host"),
                scheduledFor,
                startedAt,
                moment(row, "finished_at"),
                startedAt == null
                        ? null
                        : Math.max(0, Duration.between(scheduledFor, startedAt).toMillis()),
                number(row, "duration_ms") instanceof Integer millis ? Long.valueOf(millis) : null,
                number(row, "status_code"),
                row.getString("error_kind"),
                row.getString("error_message"),
                row.getObject("cause", UUID.class),
                moment(row, "next_attempt_at"));
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
