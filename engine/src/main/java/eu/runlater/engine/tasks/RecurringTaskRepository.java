package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.dispatch.TaskDefinitions;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.schedule.Recurrence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Definitions of recurring tasks; always within one organization (G-TEN-1). Everything that writes runs in the
/// caller's transaction.
@Repository
class RecurringTaskRepository {
    private static final String COLUMNS = """
            t.id, t.organization_id, t.name, t.method, t.url, t.host, t.headers, t.body, t.queue, t.priority, t.timeout_ms,
            t.retry_attempts, t.options, coalesce(t.next_run_at, t.inserted_at) as scheduled_at, t.inserted_at, t.updated_at,
            t.version, t.cron_expression, t.every_seconds, t.timezone, t.anchor_at, t.starts_at, t.ends_at, t.max_runs,
            t.overlap, t.misfire, t.interval_seconds, t.enabled, t.next_run_at, t.runs_planned, t.schedule_error
            """;

    private static final String FIND = "select " + COLUMNS + """
              from task t where t.organization_id = :organization and t.id = :id and t.deleted_at is null
            """;

    private static final String LOCK = FIND + " for update";

    private static final String LOCK_NAMED = "select " + COLUMNS + """
              from task t
             where t.organization_id = :organization and t.name = any(:names) and t.deleted_at is null
             order by t.id
               for update
            """;

    private static final String LOCK_OTHERS = "select " + COLUMNS + """
              from task t
             where t.organization_id = :organization and t.name <> all(:names) and t.deleted_at is null
             order by t.id
               for update
            """;

    private static final String OF_IDS = "select " + COLUMNS + """
              from task t where t.organization_id = :organization and t.id = any(:ids) and t.deleted_at is null
            """;

    private static final String LIST = "select " + COLUMNS + """
              from task t
             where t.organization_id = :organization and t.deleted_at is null
               and (:queue::text is null or t.queue is not distinct from nullif(:queue, ''))
               and (:search::text is null or t.name ilike :search or t.url ilike :search)
               and (lower(t.name), t.id) > (:name, :id)
             order by lower(t.name), t.id
             limit :limit
            """;

    private static final String NEVER_RUN = "select " + COLUMNS + """
              from task t
             where t.organization_id = :organization and t.deleted_at is null and t.id < :id
               and (:queue::text is null or t.queue is not distinct from nullif(:queue, ''))
               and (select true from execution e where e.task_id = t.id limit 1) is null
             order by t.id desc
             limit :limit
            """;

    private static final String INSERT = """
            insert into task (
                   id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts,
                   options, cron_expression, every_seconds, timezone, anchor_at, starts_at, ends_at, max_runs, overlap,
                   misfire, interval_seconds, enabled, next_run_at, tick_at, schedule_version, inserted_at, updated_at,
                   version)
            values (:id, :organization, :name, :method, :url, :host, :headers, :body, :queue, :priority, :timeout, :retries,
                    :options, :cron, :every, :timezone, :anchor, :starts, :ends, :max, :overlap, :misfire, :interval,
                    :enabled, :next, :tick, 1, app_now(), app_now(), 1)
            """;

    private static final String UPDATE = """
            update task
               set name = :name, method = :method, url = :url, host = :host, headers = :headers, body = :body,
                   queue = :queue, priority = :priority, timeout_ms = :timeout, retry_attempts = :retries,
                   options = :options, misfire = :misfire, updated_at = app_now(), version = version + 1
             where id = :id and organization_id = :organization
            """;

    private static final String RESCHEDULE = """
            update task
               set cron_expression = :cron, every_seconds = :every, timezone = :timezone, anchor_at = :anchor,
                   starts_at = :starts, ends_at = :ends, max_runs = :max, overlap = :overlap,
                   interval_seconds = :interval, enabled = :enabled, next_run_at = :next, tick_at = :tick,
                   schedule_error = null, schedule_version = schedule_version + 1
             where id = :id and organization_id = :organization
            """;

    // Runs that have not been claimed and are not due yet, with their slots and their places in the ledger (G-CRN-5).
    private static final String TAKE_BACK = """
            with gone as (
              delete from run
               where organization_id = :organization and task_id = :id and kind = 'cron' and state in (0, 2, 3)
                 and first_due_at > app_now()
              returning id, first_due_at),
            slots as (delete from slot s using gone where s.run_id = gone.id),
            ledger as (delete from firing f using gone where f.task_id = :id and f.scheduled_for = gone.first_due_at)
            update task set runs_planned = runs_planned - (select count(*) from gone) where id = :id
            """;

    private static final String CLOSE_HISTORY = """
            update task_schedule set valid_until = app_now() where task_id = :id and valid_until is null
            """;

    private static final String OPEN_HISTORY = """
            insert into task_schedule (task_id, valid_from, cron_expression, every_seconds, timezone, anchor_at, starts_at,
                                       ends_at, enabled, reason)
            values (:id, app_now(), :cron, :every, :timezone, :anchor, :starts, :ends, :enabled, :reason)
            on conflict (task_id, valid_from) do update
               set cron_expression = excluded.cron_expression, every_seconds = excluded.every_seconds,
                   timezone = excluded.timezone, anchor_at = excluded.anchor_at, starts_at = excluded.starts_at,
                   ends_at = excluded.ends_at, enabled = excluded.enabled, reason = excluded.reason, valid_until = null
            """;

    private static final String DELETE = """
            update task
               set deleted_at = app_now(), enabled = false, next_run_at = null, tick_at = null, updated_at = app_now(),
                   schedule_version = schedule_version + 1, version = version + 1
             where organization_id = :organization and id = :id and deleted_at is null
            """;

    private static final String COUNT = """
            select count(*) from task where organization_id = :organization and deleted_at is null
            """;

    private static final String ALONE = "select id from organization where id = :organization for no key update";

    private static final String KEEP_QUEUE = """
            insert into queue (organization_id, name, created_at, updated_at)
            values (:organization, :queue, app_now(), app_now())
            on conflict do nothing
            """;

    private static final String OF_QUEUE = """
            select id from task where organization_id = :organization and queue = :queue and deleted_at is null
            """;

    private final JdbcClient jdbc;
    private final TaskDefinitions definitions;

    RecurringTaskRepository(JdbcClient jdbc, TaskDefinitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    Optional<RecurringTask> find(UUID organizationId, UUID id) {
        return one(FIND, organizationId, id);
    }

    /// The same, held until the transaction ends.
    Optional<RecurringTask> lock(UUID organizationId, UUID id) {
        return one(LOCK, organizationId, id);
    }

    private Optional<RecurringTask> one(String sql, UUID organizationId, UUID id) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// All of these names, held until the transaction ends.
    List<RecurringTask> lockNamed(UUID organizationId, Collection<String> names) {
        return lockByNames(LOCK_NAMED, organizationId, names);
    }

    /// All of other names, held until the transaction ends.
    List<RecurringTask> lockOthers(UUID organizationId, Collection<String> names) {
        return lockByNames(LOCK_OTHERS, organizationId, names);
    }

    private List<RecurringTask> lockByNames(String sql, UUID organizationId, Collection<String> names) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    List<RecurringTask> find(UUID organizationId, Collection<UUID> ids) {
        return jdbc.sql(OF_IDS)
                .param("organization", organizationId)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /// By name.
    ///
    /// @param search part of name or address; absent = all
    List<RecurringTask> list(
            UUID organizationId,
            QueueFilter filter,
            @Nullable String search,
            String afterName,
            UUID afterId,
            int limit) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("queue", queue(filter))
                .param("search", search == null ? null : "%" + escaped(search) + "%")
                .param("name", afterName)
                .param("id", afterId)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Those without any execution, newest first.
    List<RecurringTask> neverRun(UUID organizationId, QueueFilter filter, UUID before, int limit) {
        return jdbc.sql(NEVER_RUN)
                .param("organization", organizationId)
                .param("queue", queue(filter))
                .param("id", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static @Nullable String queue(QueueFilter filter) {
        return switch (filter) {
            case QueueFilter.Any() -> null;
            case QueueFilter.None() -> "";
            case QueueFilter.Named(String name) -> name;
        };
    }

    private static String escaped(String search) {
        return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    void insert(TaskDefinition task, Recurring when, @Nullable Instant tickAt) {
        schedule(definition(jdbc.sql(INSERT), task), when, tickAt)
                .param("misfire", when.misfire())
                .update();
        openHistory(task.id(), when, null);
    }

    void update(TaskDefinition task, Recurring when) {
        definition(jdbc.sql(UPDATE), task).param("misfire", when.misfire()).update();
    }

    /// Gives a task another schedule: takes back what the old one has planned, and remembers what it was.
    void reschedule(UUID organizationId, UUID id, Recurring when, @Nullable Instant tickAt, @Nullable String reason) {
        takeBack(organizationId, id);
        schedule(jdbc.sql(RESCHEDULE), when, tickAt)
                .param("id", id)
                .param("organization", organizationId)
                .update();
        jdbc.sql(CLOSE_HISTORY).param("id", id).update();
        openHistory(id, when, reason);
    }

    private void takeBack(UUID organizationId, UUID id) {
        jdbc.sql(TAKE_BACK)
                .param("organization", organizationId)
                .param("id", id)
                .update();
    }

    private void openHistory(UUID id, Recurring when, @Nullable String reason) {
        Recurrence recurrence = when.recurrence();
        jdbc.sql(OPEN_HISTORY)
                .param("id", id)
                .param("cron", recurrence.cron())
                .param("every", recurrence.everySeconds())
                .param("timezone", recurrence.timezone())
                .param("anchor", at(recurrence.anchor()))
                .param("starts", at(recurrence.startsAt()))
                .param("ends", at(recurrence.endsAt()))
                .param("enabled", when.enabled())
                .param("reason", reason)
                .update();
    }

    /// Hides a task and takes back what it has planned; false when there is none to hide.
    boolean delete(UUID organizationId, UUID id) {
        if (jdbc.sql(DELETE)
                        .param("organization", organizationId)
                        .param("id", id)
                        .update()
                == 0) {
            return false;
        }
        takeBack(organizationId, id);
        jdbc.sql(CLOSE_HISTORY).param("id", id).update();
        return true;
    }

    /// How many there are; nobody else can add one before the transaction ends.
    long countAlone(UUID organizationId) {
        jdbc.sql(ALONE).param("organization", organizationId).query(UUID.class).single();
        return jdbc.sql(COUNT)
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    /// Makes sure that a queue is known before anything was put into it.
    void keepQueue(UUID organizationId, @Nullable String queue) {
        if (queue != null) {
            jdbc.sql(KEEP_QUEUE)
                    .param("organization", organizationId)
                    .param("queue", queue)
                    .update();
        }
    }

    List<UUID> ofQueue(UUID organizationId, String queue) {
        return jdbc.sql(OF_QUEUE)
                .param("organization", organizationId)
                .param("queue", queue)
                .query(UUID.class)
                .list();
    }

    private JdbcClient.StatementSpec definition(JdbcClient.StatementSpec statement, TaskDefinition task) {
        return statement
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
                                : Json.WIRE.writeValueAsString(task.options()));
    }

    private static JdbcClient.StatementSpec schedule(
            JdbcClient.StatementSpec statement, Recurring when, @Nullable Instant tickAt) {
        Recurrence recurrence = when.recurrence();
        return statement
                .param("cron", recurrence.cron())
                .param("every", recurrence.everySeconds())
                .param("timezone", recurrence.timezone())
                .param("anchor", at(recurrence.anchor()))
                .param("starts", at(recurrence.startsAt()))
                .param("ends", at(recurrence.endsAt()))
                .param("max", recurrence.maxRuns())
                .param("overlap", when.overlap())
                .param("interval", when.intervalSeconds())
                .param("enabled", when.enabled())
                .param("next", at(when.next()))
                .param("tick", at(tickAt));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private RecurringTask read(ResultSet row) throws SQLException {
        return new RecurringTask(
                definitions.read(row),
                new Recurrence(
                        row.getString("cron_expression"),
                        row.getObject("every_seconds", Long.class),
                        row.getString("timezone"),
                        row.getObject("anchor_at", OffsetDateTime.class).toInstant(),
                        optional(row, "starts_at"),
                        optional(row, "ends_at"),
                        row.getObject("max_runs", Integer.class)),
                row.getString("overlap"),
                row.getString("misfire"),
                row.getLong("interval_seconds"),
                row.getBoolean("enabled"),
                optional(row, "next_run_at"),
                row.getInt("runs_planned"),
                row.getString("schedule_error"));
    }

    private static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
