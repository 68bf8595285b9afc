package eu.runlater.engine.overview;

import eu.runlater.model.Overview.MinuteCount;
import eu.runlater.model.Overview.Upcoming;
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
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Reads the overview's numbers; to be called within one transaction that sees one moment.
@Repository
class OverviewRepository {
    static final int MAX_CAUSES = 100;

    /// How many failures of a cause are looked at one by one, for what it is and when it is tried next.
    private static final int NEWEST_OF_CAUSE = 20;

    private static final String NOW = "select date_trunc('milliseconds', app_now())";

    // Answered by the index on causes alone where the table was vacuumed.
    private static final String CAUSES = """
            select cause, sum(n)::bigint as executions, min(first) as first, max(last) as last,
                   array_agg(minute order by minute) as minutes, array_agg(n order by minute) as counts
              from (select cause,
                           floor(extract(epoch from finished_at - :from) / 60)::integer as minute,
                           count(*) as n, min(finished_at) as first, max(finished_at) as last
                      from execution
                     where organization_id = :organization and cause is not null
                       and finished_at >= :from and finished_at <= :at
                     group by 1, 2) by_minute
             group by cause
             order by executions desc, cause
             limit :limit
            """;

    private static final String NEWEST_OF = """
            select c.cause, e.id, e.task_id, e.task_name, e.host, e.status, e.error_kind, e.status_code, e.error_signature,
                   e.error_message, min(e.next_attempt_at) filter (where e.next_attempt_at > :at)
                     over (partition by c.cause) as next_attempt_at,
                   row_number() over (partition by c.cause order by e.finished_at desc) as place
              from unnest(:causes::uuid[]) as c(cause)
             cross join lateral (
               select * from execution
                where organization_id = :organization and cause = c.cause
                  and finished_at >= :from and finished_at <= :at
                order by finished_at desc limit :newest) e
            """;
    private static final String NEWEST = "select * from (" + NEWEST_OF + ") newest where place = 1";

    private static final String MINUTES = """
            select minute, sum(succeeded)::bigint as succeeded, sum(failed)::bigint as failed,
                   sum(timed_out)::bigint as timed_out
              from execution_minute
             where organization_id = :organization and minute >= date_trunc('minute', :at::timestamptz) - interval '59 minutes'
             group by minute order by minute
            """;

    private static final String RATES = """
            select sum(succeeded) filter (where minute > :at::timestamptz - interval '1 hour')::float8
                     / nullif(sum(succeeded + failed + timed_out) filter (
                         where minute > :at::timestamptz - interval '1 hour'), 0) as hour,
                   sum(succeeded)::float8 / nullif(sum(succeeded + failed + timed_out), 0) as day
              from execution_minute
             where organization_id = :organization and minute > :at::timestamptz - interval '24 hours'
            """;

    private static final String LIVE = """
            select count(*) filter (where state <> 1) as waiting,
                   count(*) filter (where state = 1) as running,
                   count(*) filter (where state <> 1 and due_at <= :at) as due,
                   min(due_at) filter (where state <> 1 and due_at <= :at) as oldest
              from run where organization_id = :organization
            """;

    private static final String LAST_FAILURE = """
            select finished_at from execution
             where organization_id = :organization and cause is not null and status in ('failed', 'timeout')
             order by finished_at desc limit 1
            """;

    private static final String UPCOMING = """
            select r.execution_id, r.task_id, coalesce(t.name, '') as task_name, r.due_at, r.attempt,
                   greatest(coalesce(t.retry_attempts, 0) + 1, r.attempt) as max_attempts
              from run r left join any_task t on t.id = r.task_id
             where r.organization_id = :organization and r.state <> 1 and r.due_at > :at
             order by r.due_at, r.execution_id
             limit 20
            """;

    private static final String CIRCUITS = """
            select count(*) from circuit where organization_id = :organization and open_until > :at
            """;

    private static final String MISSED = """
            select count(*) from execution
             where organization_id = :organization and status = 'missed'
               and finished_at > :at::timestamptz - interval '24 hours' and finished_at <= :at
            """;

    private final JdbcClient jdbc;

    OverviewRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// How often a cause struck, by minute since the window's beginning.
    record CauseCount(
            UUID cause, long executions, Instant first, Instant last, List<Integer> minutes, List<Long> counts) {}

    /// The newest failure of a cause; its signature is sealed under the execution's id.
    record CauseFace(
            UUID cause,
            UUID executionId,
            UUID taskId,
            String taskName,
            String host,
            String status,
            String errorKind,
            @Nullable Integer statusCode,
            byte @Nullable [] signature,
            String message,
            @Nullable Instant nextAttemptAt) {}

    record Rates(@Nullable Double hour, @Nullable Double day) {}

    record Live(
            long waiting, long running, long due, @Nullable Instant oldest) {}

    Instant now() {
        return jdbc.sql(NOW)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    List<CauseCount> causes(UUID organizationId, Instant from, Instant at) {
        return statement(CAUSES, organizationId, at)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("limit", MAX_CAUSES)
                .query((row, _) -> new CauseCount(
                        row.getObject("cause", UUID.class),
                        row.getLong("executions"),
                        moment(row, "first"),
                        moment(row, "last"),
                        List.of((Integer[]) row.getArray("minutes").getArray()),
                        List.of((Long[]) row.getArray("counts").getArray())))
                .list();
    }

    List<CauseFace> faces(UUID organizationId, List<UUID> causes, Instant from, Instant at) {
        return statement(NEWEST, organizationId, at)
                .param("causes", causes.toArray(UUID[]::new))
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("newest", NEWEST_OF_CAUSE)
                .query((row, _) -> new CauseFace(
                        row.getObject("cause", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getObject("task_id", UUID.class),
                        row.getString("task_name"),
                        row.getString("host"),
                        row.getString("status"),
                        String.valueOf(row.getString("error_kind")),
                        row.getObject("status_code") == null ? null : row.getInt("status_code"),
                        row.getBytes("error_signature"),
                        row.getString("error_message") == null ? "" : row.getString("error_message"),
                        optional(row, "next_attempt_at")))
                .list();
    }

    List<MinuteCount> minutes(UUID organizationId, Instant at) {
        return statement(MINUTES, organizationId, at)
                .query((row, _) -> new MinuteCount(
                        moment(row, "minute"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("timed_out")))
                .list();
    }

    Rates rates(UUID organizationId, Instant at) {
        return statement(RATES, organizationId, at)
                .query((row, _) -> new Rates(row.getObject("hour", Double.class), row.getObject("day", Double.class)))
                .single();
    }

    Live live(UUID organizationId, Instant at) {
        return statement(LIVE, organizationId, at)
                .query((row, _) -> new Live(
                        row.getLong("waiting"), row.getLong("running"), row.getLong("due"), optional(row, "oldest")))
                .single();
    }

    Optional<Instant> lastFailure(UUID organizationId) {
        return jdbc.sql(LAST_FAILURE)
                .param("organization", organizationId)
                .query((row, _) -> moment(row, "finished_at"))
                .optional();
    }

    List<Upcoming> upcoming(UUID organizationId, Instant at) {
        return statement(UPCOMING, organizationId, at)
                .query((row, _) -> new Upcoming(
                        row.getObject("execution_id", UUID.class),
                        row.getObject("task_id", UUID.class),
                        row.getString("task_name"),
                        moment(row, "due_at"),
                        row.getInt("attempt"),
                        row.getInt("max_attempts")))
                .list();
    }

    /// Hosts nothing is sent to.
    long circuitsOpen(UUID organizationId, Instant at) {
        return statement(CIRCUITS, organizationId, at).query(Long.class).single();
    }

    long missedDay(UUID organizationId, Instant at) {
        return statement(MISSED, organizationId, at).query(Long.class).single();
    }

    private StatementSpec statement(String sql, UUID organizationId, Instant at) {
        return jdbc.sql(sql).param("organization", organizationId).param("at", at.atOffset(ZoneOffset.UTC));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
