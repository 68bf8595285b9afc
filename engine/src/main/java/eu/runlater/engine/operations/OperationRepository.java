package eu.runlater.engine.operations;

import eu.runlater.engine.operations.BulkAction.Item;
import eu.runlater.engine.operations.BulkAction.Result;
import eu.runlater.engine.operations.BulkAction.Work;
import eu.runlater.model.OperationItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of operations.
@Repository
class OperationRepository {
    private static final String ADD = """
            insert into operation (id, organization_id, kind, state, query, reason, actor_user, actor_key, total,
                                   created_at, starts_at)
            values (:id, :organization, :kind, 'running', :query, :reason, :user, :key, 0, app_now(),
                    app_now() + :head * interval '1 millisecond')
            """;

    private static final String COUNTED = """
            update operation
               set total = :total, state = case when :total = 0 then 'done' else state end,
                   finished_at = case when :total = 0 then app_now() end
             where id = :id
            """;

    private static final String COLUMNS = """
            select o.id, o.organization_id, o.kind, o.state, o.query, o.reason, coalesce(u.email, o.actor_key) as created_by,
                   o.total, o.changed, o.skipped, o.failed, o.error, o.created_at, o.starts_at, o.finished_at,
                   o.starts_at > app_now() as ahead, app_now() as now
              from operation o left join app_user u on u.id = o.actor_user
             where o.organization_id = :organization
            """;
    private static final String ONE = COLUMNS + " and o.id = :id";
    private static final String LOCKED = ONE + " for update of o";
    private static final String LIST = COLUMNS + " and o.id < :before order by o.id desc limit :limit";

    private static final String MOVE = """
            update operation
               set state = :to, finished_at = case when :to in ('done', 'undone', 'failed') then app_now() end
             where id = :id
            """;

    private static final String ITEMS = """
            select i.number, i.execution_id, coalesce(i.result, 'waiting') as result, i.note, i.made_execution
              from operation_item i
             where i.operation_id = :id and i.number > :after
               and (:result::text is null or coalesce(i.result, 'waiting') = :result)
             order by i.number limit :limit
            """;

    /// The one that has waited longest; another node's is left to it.
    private static final String NEXT = """
            select w.id, w.organization_id, w.kind, o.plan
              from operation w join organization o on o.id = w.organization_id
             where w.state = 'running' and w.starts_at <= app_now()
             order by w.worked_at nulls first, w.id limit 1
               for update of w skip locked
            """;

    private static final String PAGE = """
            select number, execution_id from operation_item
             where operation_id = :id and result is null order by number limit :page
            """;

    private static final String RECORD = """
            with result as (
              update operation_item i set result = r.result, note = r.note, made_execution = r.made
                from unnest(:numbers::int[], :results::text[], :notes::text[], :made::uuid[]) as r(number, result, note, made)
               where i.operation_id = :id and i.number = r.number
              returning i.result)
            update operation
               set changed = changed + (select count(*) from result where result = 'changed'),
                   skipped = skipped + (select count(*) from result where result = 'skipped'),
                   failed = failed + (select count(*) from result where result = 'failed'),
                   worked_at = app_now(), errors = 0, error = null
             where id = :id
            """;

    private static final String NOTE_ERROR = """
            update operation
               set errors = errors + 1, error = :error, worked_at = app_now(),
                   state = case when errors + 1 >= :most then 'failed' else state end,
                   finished_at = case when errors + 1 >= :most then app_now() end
             where id = :id and state = 'running'
            """;

    private final JdbcClient jdbc;

    OperationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An operation as stored. `ahead`: its beginning has not come yet.
    record Stored(
            UUID id,
            UUID organizationId,
            String kind,
            String state,
            String query,
            @Nullable String reason,
            @Nullable String createdBy,
            int total,
            int changed,
            int skipped,
            int failed,
            @Nullable String error,
            Instant createdAt,
            Instant startsAt,
            @Nullable Instant finishedAt,
            boolean ahead,
            Instant now) {}

    record Next(Work work, String kind) {}

    void add(
            UUID id,
            UUID organizationId,
            String kind,
            String query,
            @Nullable String reason,
            @Nullable UUID user,
            @Nullable String key,
            Duration head) {
        jdbc.sql(ADD)
                .param("id", id)
                .param("organization", organizationId)
                .param("kind", kind)
                .param("query", query)
                .param("reason", reason)
                .param("user", user)
                .param("key", key)
                .param("head", head.toMillis())
                .update();
    }

    void counted(UUID id, int total) {
        jdbc.sql(COUNTED).param("id", id).param("total", total).update();
    }

    Optional<Stored> find(UUID organizationId, UUID id) {
        return one(ONE, organizationId, id);
    }

    /// Also waits for the page that is being worked on, and keeps the next one off.
    Optional<Stored> lock(UUID organizationId, UUID id) {
        return one(LOCKED, organizationId, id);
    }

    private Optional<Stored> one(String sql, UUID organizationId, UUID id) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Newest first.
    List<Stored> list(UUID organizationId, UUID before, int limit) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    void move(UUID id, String to) {
        jdbc.sql(MOVE).param("id", id).param("to", to).update();
    }

    List<OperationItem> items(UUID id, int after, @Nullable String result, int limit) {
        return jdbc.sql(ITEMS)
                .param("id", id)
                .param("after", after)
                .param("result", result)
                .param("limit", limit)
                .query((row, _) -> new OperationItem(
                        row.getInt("number"),
                        row.getObject("execution_id", UUID.class),
                        row.getString("result"),
                        row.getString("note"),
                        row.getObject("made_execution", UUID.class)))
                .list();
    }

    Optional<Next> next() {
        return jdbc.sql(NEXT)
                .query((row, _) -> new Next(
                        new Work(
                                row.getObject("id", UUID.class),
                                row.getObject("organization_id", UUID.class),
                                row.getString("plan")),
                        row.getString("kind")))
                .optional();
    }

    List<Item> page(UUID id, int size) {
        return jdbc.sql(PAGE)
                .param("id", id)
                .param("page", size)
                .query((row, _) -> new Item(row.getInt(1), row.getObject(2, UUID.class)))
                .list();
    }

    void record(UUID id, List<Result> results) {
        jdbc.sql(RECORD)
                .param("id", id)
                .param("numbers", results.stream().map(Result::number).toArray(Integer[]::new))
                .param("results", results.stream().map(Result::outcome).toArray(String[]::new))
                .param("notes", results.stream().map(Result::note).toArray(String[]::new))
                .param("made", results.stream().map(Result::madeExecution).toArray(UUID[]::new))
                .update();
    }

    void noteError(UUID id, String error, int most) {
        jdbc.sql(NOTE_ERROR)
                .param("id", id)
                .param("error", error)
                .param("most", most)
                .update();
    }

    private static Stored read(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Stored(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("kind"),
                row.getString("state"),
                row.getString("query"),
                row.getString("reason"),
                row.getString("created_by"),
                row.getInt("total"),
                row.getInt("changed"),
                row.getInt("skipped"),
                row.getInt("failed"),
                row.getString("error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getBoolean("ahead"),
                row.getObject("now", OffsetDateTime.class).toInstant());
    }
}
