package eu.runlater.engine.queueapi;

import eu.runlater.engine.executions.ExecutionLists;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.QueueView.Feeder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How queues stand. Counts stop at a bound: past it the exact number helps nobody, and a queue of a million must
/// not make the list slow.
@Repository
class QueueRepository {
    /// Counts beyond it are shown as this many.
    static final int MOST = 100_000;

    private static final int FEEDERS = 20;
    private static final int SHOWN = 10;

    private static final String STANDING = """
            select q.name,
                   (select count(*) from slot s join run r on r.id = s.run_id
                     where s.organization_id = q.organization_id and s.kind = 1 and s.name = q.name and r.state = 1) as running,
                   (select count(*) from slot s
                     where s.organization_id = q.organization_id and s.kind = 1 and s.name = q.name) as slots,
                   (select count(*) from slot s where s.organization_id = q.organization_id and s.kind = 2) as of_organization,
                   (select count(*) from (
                      select from run where state = 2 and organization_id = q.organization_id
                         and coalesce(queue, '') = q.name limit :most) c) as waiting,
                   (select count(*) from (
                      select from run where state = 2 and organization_id = q.organization_id
                         and coalesce(queue, '') = q.name and due_at <= app_now() limit :most) c) as due,
                   (select due_at from run where state = 2 and organization_id = q.organization_id
                       and coalesce(queue, '') = q.name order by due_at, id limit 1) as oldest,
                   (select due_at from run where state = 2 and organization_id = q.organization_id
                       and coalesce(queue, '') = q.name order by first_due_at, id limit 1) as first_planned_due,
                   (select count(*) from (
                      select from execution e where e.organization_id = q.organization_id and e.queue = q.name
                         and e.finished_at > app_now() - interval '1 hour' and e.started_at is not null limit :most) c)
                     as finished,
                   app_now() as now
              from queue q
             where q.organization_id = :organization and (:queue::text is null or q.name = :queue)
             order by q.name
             limit 1000
            """;

    private static final String FEEDING = """
            select id, name, next_run_at from task
             where organization_id = :organization and queue = :queue and deleted_at is null
             order by next_run_at nulls last, name limit :most
            """;

    // Whoever runs, or is about to, has a slot; the others are found as the indexes of held runs spell them.
    private static final String RUNNING = """
            select r.execution_id from slot s join run r on r.id = s.run_id
             where s.organization_id = :organization and s.kind = 1 and s.name = :queue and r.state = 1
             order by r.started_at limit :most
            """;

    private static final String HELD = """
            select execution_id from run
             where state = 2 and organization_id = :organization and coalesce(queue, '') = :queue
             order by %s, id limit :most
            """;
    private static final String NEXT = HELD.formatted("due_at");
    private static final String NEXT_ORDERED = HELD.formatted("first_due_at");

    private static final String WAITING_COUNT = """
            select (select count(*) from run
                     where state = 2 and organization_id = :organization and coalesce(queue, '') = :queue)
                 + (select count(*) from slot s join run r on r.id = s.run_id
                     where s.organization_id = :organization and s.kind = 1 and s.name = :queue and r.state = 0)
            """;

    private final JdbcClient jdbc;
    private final ExecutionLists executions;

    QueueRepository(JdbcClient jdbc, ExecutionLists executions) {
        this.jdbc = jdbc;
        this.executions = executions;
    }

    /// A moment's numbers of a queue.
    ///
    /// @param slots taken, by running runs and by those about to be claimed · @param ofOrganization the same of all
    record Standing(
            String name,
            long running,
            long slots,
            long ofOrganization,
            long waiting,
            long due,
            @Nullable Instant oldest,
            @Nullable Instant firstPlannedDue,
            long finished,
            Instant now) {}

    /// @param queue absent = all, by name
    List<Standing> standing(UUID organizationId, @Nullable String queue) {
        return jdbc.sql(STANDING)
                .param("organization", organizationId)
                .param("queue", queue)
                .param("most", MOST)
                .query((row, _) -> new Standing(
                        row.getString("name"),
                        row.getLong("running"),
                        row.getLong("slots"),
                        row.getLong("of_organization"),
                        row.getLong("waiting"),
                        row.getLong("due"),
                        moment(row, "oldest"),
                        moment(row, "first_planned_due"),
                        row.getLong("finished"),
                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .list();
    }

    List<Feeder> feeders(UUID organizationId, String queue) {
        return jdbc.sql(FEEDING)
                .param("organization", organizationId)
                .param("queue", queue)
                .param("most", FEEDERS)
                .query((row, _) ->
                        new Feeder(row.getObject("id", UUID.class), row.getString("name"), moment(row, "next_run_at")))
                .list();
    }

    List<ExecutionSummary> running(UUID organizationId, String queue) {
        return open(RUNNING, organizationId, queue);
    }

    List<ExecutionSummary> next(UUID organizationId, String queue, boolean ordered) {
        return open(ordered ? NEXT_ORDERED : NEXT, organizationId, queue);
    }

    private List<ExecutionSummary> open(String sql, UUID organizationId, String queue) {
        List<UUID> ids = jdbc.sql(sql)
                .param("organization", organizationId)
                .param("queue", queue)
                .param("most", SHOWN)
                .query(UUID.class)
                .list();
        return executions.open(organizationId, ids);
    }

    long countWaiting(UUID organizationId, String queue) {
        return jdbc.sql(WAITING_COUNT)
                .param("organization", organizationId)
                .param("queue", queue)
                .query(Long.class)
                .single();
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
