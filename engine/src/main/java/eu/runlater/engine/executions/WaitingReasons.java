package eu.runlater.engine.executions;

import eu.runlater.model.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Says why a pending execution has not started, from what the database knows at the moment it is asked. Any thread.
@Repository
class WaitingReasons {
    private static final String STANDING = """
            select r.state, r.attempt, r.due_at, r.due_at > app_now() as ahead, r.due_at > r.first_due_at as moved, r.parked,
                   r.queue, r.host, r.kind,
                   q.paused, q.paused_reason, q.paused_by, q.concurrency, q.ordered,
                   q.next_start_at, q.next_start_at > app_now() as rate_ahead,
                   c.open_until, c.open_until is not null as circuit_open,
                   (select count(*) from slot s
                     where s.organization_id = r.organization_id and s.kind = 1 and s.name = r.queue) as in_queue,
                   (select count(*) from slot s where s.organization_id = r.organization_id and s.kind = 2) as in_organization,
                   (select count(*) from slot s
                     where s.organization_id = r.organization_id and s.kind = 3 and s.name = r.host) as at_host,
                   coalesce(o.max_concurrent, case when o.plan <> 'unlimited' then 5 end) as organization_cap,
                   coalesce(o.host_concurrency, case when o.plan <> 'unlimited' then 10 end) as host_cap,
                   (select other.execution_id from slot s join run other on other.id = s.run_id
                     where s.organization_id = r.organization_id and s.kind = 1 and s.name = r.queue and s.run_id <> r.id
                     order by s.number limit 1) as holder,
                   (select other.execution_id from run other
                     where other.organization_id = r.organization_id and other.task_id = r.task_id and other.state <> 3
                     order by other.id limit 1) as same_task,
                   (select first.execution_id from run first
                     where first.state = 2 and first.organization_id = r.organization_id
                       and coalesce(first.queue, '') = r.queue
                     order by first.first_due_at, first.id limit 1) as head
              from run r
              join organization o on o.id = r.organization_id
              left join queue q on q.organization_id = r.organization_id and q.name = r.queue
              left join circuit c on c.organization_id = r.organization_id and c.host = r.host
             where r.organization_id = :organization and r.execution_id = :id and r.state <> 1
            """;

    private final HistoryDatabase database;

    WaitingReasons(HistoryDatabase database) {
        this.database = database;
    }

    /// Empty when it does not wait (any more).
    Optional<Waiting> of(UUID organizationId, UUID executionId) {
        return database.jdbc()
                .sql(STANDING)
                .param("organization", organizationId)
                .param("id", executionId)
                .query((row, _) -> reason(row, executionId))
                .optional();
    }

    private static Waiting reason(ResultSet row, UUID executionId) throws SQLException {
        int state = row.getInt("state");
        String queue = row.getString("queue");
        if (state == 3) {
            return new Waiting(
                    "overlap",
                    "An earlier run of this task is still going on (execution " + row.getString("same_task")
                            + "); the task's overlap rule lets this one start after it.",
                    null);
        }
        if (row.getBoolean("ahead")) {
            return ahead(row);
        }
        if (state == 0) {
            return new Waiting(
                    "no_free_worker",
                    "It is due and nothing holds it back: the next free worker takes it, after what comes before it in"
                            + " the claim order.",
                    null);
        }
        if (queue != null && row.getBoolean("paused")) {
            String why = row.getString("paused_reason");
            return new Waiting(
                    "queue_paused",
                    "Queue " + queue + " was paused by " + row.getString("paused_by")
                            + (why == null ? "." : ": " + why),
                    null);
        }
        if (queue != null
                && row.getBoolean("ordered")
                && !executionId.toString().equals(row.getString("head"))) {
            return new Waiting(
                    "queue_order",
                    "Queue " + queue + " keeps its order: execution " + row.getString("head") + " comes first.",
                    null);
        }
        if (queue != null && row.getLong("in_queue") >= row.getInt("concurrency")) {
            int concurrency = row.getInt("concurrency");
            return new Waiting(
                    "queue_full",
                    "Queue " + queue + " runs " + concurrency + " at a time; "
                            + (concurrency == 1
                                    ? "execution " + row.getString("holder") + " is running."
                                    : "all are taken."),
                    null);
        }
        if (queue != null && row.getBoolean("rate_ahead")) {
            return new Waiting(
                    "queue_rate",
                    "The rate of queue " + queue + " lets the next one start later.",
                    moment(row, "next_start_at"));
        }
        if (row.getObject("organization_cap") != null
                && row.getLong("in_organization") >= row.getInt("organization_cap")) {
            return new Waiting(
                    "organization_cap",
                    "The organization runs " + row.getInt("organization_cap") + " at a time, and all are taken.",
                    null);
        }
        if (row.getObject("host_cap") != null && row.getLong("at_host") >= row.getInt("host_cap")) {
            return new Waiting(
                    "host_cap",
                    row.getInt("host_cap") + " calls to " + row.getString("host") + " at a time, and all are going on.",
                    null);
        }
        return new Waiting("no_free_worker", "It is due and about to be let through.", null);
    }

    private static Waiting ahead(ResultSet row) throws SQLException {
        Instant due = moment(row, "due_at");
        if (row.getBoolean("circuit_open") && row.getBoolean("parked")) {
            return new Waiting(
                    "circuit_open",
                    "Nothing is sent to " + row.getString("host") + " for the moment, because it keeps failing.",
                    due);
        }
        if (row.getInt("attempt") > 1) {
            return new Waiting(
                    "retry", "The attempt before it failed; this one is attempt " + row.getInt("attempt") + ".", due);
        }
        return new Waiting(
                "not_due",
                row.getBoolean("moved")
                        ? "It makes up for a missed time, spread over half a minute."
                        : "It is planned for later.",
                due);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
