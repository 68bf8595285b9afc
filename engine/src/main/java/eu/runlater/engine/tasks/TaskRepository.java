package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.dispatch.TaskDefinitions;
import eu.runlater.engine.runtime.Json;
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

/// Definitions as the API lists, shows and deletes them; always within one organization (G-TEN-1).
@Repository
class TaskRepository {
    private static final String FIND = "select " + TaskDefinitions.COLUMNS + """

              from any_task t
             where t.organization_id = :organization and t.id = :id and t.deleted_at is null
            """;

    private static final String LOCK = "select " + TaskDefinitions.COLUMNS + """

              from once_task t
             where t.organization_id = :organization and t.id = :id and t.deleted_at is null
               for update
            """;

    private static final String UPDATE = """
            update once_task
               set name = :name, method = :method, url = :url, host = :host, headers = :headers, body = :body,
                   queue = :queue, priority = :priority, timeout_ms = :timeout, retry_attempts = :retries,
                   options = :options, scheduled_at = :due, updated_at = app_now(), version = version + 1
             where organization_id = :organization and id = :id
            """;

    // What waits goes where the edited task belongs: its slots are given back, and the gate looks at it anew.
    private static final String FOLLOW_RUN = """
            with moved as (
              update run
                 set host = :host, queue = :queue, rank = :rank, gated = run_gated(organization_id, :queue),
                     state = case when run_gated(organization_id, :queue) then 2 else 0 end,
                     due_at = coalesce(:due::timestamptz, due_at), first_due_at = coalesce(:due::timestamptz, first_due_at)
               where organization_id = :organization and task_id = :id and state in (0, 2) and kind = 'once'
              returning id),
            freed as (delete from slot s using moved where s.run_id = moved.id)
            select count(*) from moved
            """;

    private static final String DELETE = """
            update once_task
               set deleted_at = app_now(), updated_at = app_now(), version = version + 1
             where organization_id = :organization and id = :id and deleted_at is null
            """;

    private static final String OF_QUEUE_WAITING = """
            select distinct task_id from run where organization_id = :organization and queue = :queue and kind <> 'cron'
             limit 1000
            """;

    // Both lists are walked in order and stop at the page's end, so that a page costs the same with a thousand
    // tasks and with millions. `offset 0` and the scalar subqueries keep the planner from turning the walk into
    // joins over all rows and a sort, which it does when its statistics are a little off.

    private static final String TASK_OF = """
             cross join lateral (
                   select * from %2$s
                    where id = %1$s.task_id and organization_id = %1$s.organization_id and deleted_at is null
                      and not hidden
                   offset 0) t
            """;

    // Tasks that have run, by their newest execution: an execution stands for its task if there is no newer one.
    private static final String FROM_RUN = " from execution e" + TASK_OF.formatted("e", "any_task") + """
             where e.organization_id = :organization
               and e.finished_at <= :at and (e.finished_at, e.id) < (:at, :id)
               and e.kind not in ('callback', 'on_success', 'on_failure', 'on_recovery')
               %s
               and (select true from execution newer
                     where newer.task_id = e.task_id
                       and newer.finished_at >= e.finished_at
                       and (newer.finished_at, newer.id) > (e.finished_at, e.id)
                     limit 1) is null
            """;

    private static final String LIST_RUN = "select " + TaskDefinitions.COLUMNS
            + ", e.finished_at as last_finished_at, e.id as last_execution_id" + FROM_RUN
            + """
             order by e.finished_at desc, e.id desc
             limit :limit offset :offset
            """;

    private static final String COUNT_RUN = "select count(*) from (select 1" + FROM_RUN + " limit :limit) counted";

    // Tasks that have never run, newest first. Such a task has a run that waits or is in flight.
    private static final String LIST_WAITING =
            "select " + TaskDefinitions.COLUMNS + " from run r" + TASK_OF.formatted("r", "once_task") + """
             where r.organization_id = :organization
               and r.task_id < :id
               and r.kind not in ('callback', 'on_success', 'on_failure', 'on_recovery')
               %s
               and (select true from run other
                     where other.organization_id = r.organization_id
                       and other.task_id = r.task_id
                       and other.id > r.id
                     limit 1) is null
               and (select true from execution e where e.task_id = r.task_id limit 1) is null
             order by r.task_id desc
             limit :limit offset :offset
            """;

    private static final String OF_QUEUE = "and %1$s.queue = :queue";
    private static final String OF_NO_QUEUE = "and %1$s.queue is null";

    private static final Filtered RUN = Filtered.of(LIST_RUN, "e");
    private static final Filtered RUN_COUNT = Filtered.of(COUNT_RUN, "e");
    private static final Filtered WAITING = Filtered.of(LIST_WAITING, "r");

    /// One query in the three forms of the `queue` parameter.
    private record Filtered(String all, String ofQueue, String ofNoQueue) {
        static Filtered of(String sql, String table) {
            return new Filtered(
                    sql.formatted(""),
                    sql.formatted(OF_QUEUE.formatted(table)),
                    sql.formatted(OF_NO_QUEUE.formatted(table)));
        }

        String by(QueueFilter filter) {
            return switch (filter) {
                case QueueFilter.Any() -> all;
                case QueueFilter.Named _ -> ofQueue;
                case QueueFilter.None() -> ofNoQueue;
            };
        }
    }

    /// A task and its place in the list.
    record Listed(TaskDefinition task, TaskCursor place) {}

    private final JdbcClient jdbc;
    private final TaskDefinitions definitions;

    TaskRepository(JdbcClient jdbc, TaskDefinitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    Optional<TaskDefinition> find(UUID organizationId, UUID id) {
        return jdbc.sql(FIND)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> definitions.read(row))
                .optional();
    }

    /// A one-time task, held until the transaction ends.
    Optional<TaskDefinition> lock(UUID organizationId, UUID id) {
        return jdbc.sql(LOCK)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> definitions.read(row))
                .optional();
    }

    /// Writes an edited one-time task.
    void update(TaskDefinition task, Instant due) {
        jdbc.sql(UPDATE)
                .param("id", task.id())
                .param("organization", task.organizationId())
                .param("name", task.name())
                .param("method", task.method())
                .param("url", task.url())
                .param("host", task.host())
                .param("headers", definitions.sealHeaders(task))
                .param("body", definitions.sealBody(task))
                .param("queue", task.queue())
                .param("priority", task.priority())
                .param("timeout", (int) task.timeout().toMillis())
                .param("retries", task.retryAttempts())
                .param(
                        "options",
                        task.options().equals(TaskOptions.DEFAULT)
                                ? null
                                : Json.WIRE.writeValueAsString(task.options()))
                .param("due", due.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Lets the run of an edited one-time task follow it; returns how many wait.
    ///
    /// @param due when it is to start now; absent = as before
    int followRun(TaskDefinition task, int rank, @Nullable Instant due) {
        return jdbc.sql(FOLLOW_RUN)
                .param("id", task.id())
                .param("organization", task.organizationId())
                .param("host", task.host())
                .param("queue", task.queue())
                .param("rank", rank)
                .param("due", due == null ? null : due.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /// One-time tasks of a queue that still wait or run.
    List<UUID> ofQueue(UUID organizationId, String queue) {
        return jdbc.sql(OF_QUEUE_WAITING)
                .param("organization", organizationId)
                .param("queue", queue)
                .query(UUID.class)
                .list();
    }

    /// Hides a task; false when there is none to hide.
    boolean delete(UUID organizationId, UUID id) {
        return jdbc.sql(DELETE)
                        .param("organization", organizationId)
                        .param("id", id)
                        .update()
                == 1;
    }

    List<Listed> listRun(UUID organizationId, QueueFilter filter, TaskCursor.Run after, int limit, int offset) {
        return bind(RUN, organizationId, filter)
                .param("limit", limit)
                .param("offset", offset)
                .param("at", after.finishedAt())
                .param("id", after.executionId())
                .query((row, _) -> new Listed(definitions.read(row), place(row)))
                .list();
    }

    /// How many tasks have run, counting no further than `limit`.
    int countRun(UUID organizationId, QueueFilter filter, TaskCursor.Run after, int limit) {
        return bind(RUN_COUNT, organizationId, filter)
                .param("at", after.finishedAt())
                .param("id", after.executionId())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    List<Listed> listWaiting(UUID organizationId, QueueFilter filter, TaskCursor.Waiting after, int limit, int offset) {
        return bind(WAITING, organizationId, filter)
                .param("limit", limit)
                .param("offset", offset)
                .param("id", after.taskId())
                .query((row, _) -> {
                    TaskDefinition task = definitions.read(row);
                    return new Listed(task, new TaskCursor.Waiting(task.id()));
                })
                .list();
    }

    private JdbcClient.StatementSpec bind(Filtered sql, UUID organizationId, QueueFilter filter) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql.by(filter)).param("organization", organizationId);
        return filter instanceof QueueFilter.Named(String queue) ? statement.param("queue", queue) : statement;
    }

    private static TaskCursor place(ResultSet row) throws SQLException {
        return new TaskCursor.Run(
                row.getObject("last_finished_at", OffsetDateTime.class),
                row.getObject("last_execution_id", UUID.class));
    }
}
