package eu.runlater.engine.executions;

import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.BulkPreview;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.FailureCause;
import eu.runlater.model.Page;
import eu.runlater.model.query.Query;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Dead letters (decision 22): last attempts that failed, of runs nobody has retried or discarded yet. Any thread.
@Repository
class FailureQueries {
    /// What one bulk call may concern.
    static final int MOST = 100_000;

    private static final int SAMPLE = 20;
    private static final int HOURS = 24;

    /// Takes the query's condition.
    private static final String FAILURES = "select * from (\n" + SummaryRow.HISTORY + """
            ) history
             where final and status in ('failed', 'timeout') and cause is not null
               and not exists (select from failure_resolution r where r.execution_id = history.id)
               and %s
            """;

    private static final String CAUSES = """
            select cause, count(*) as executions, min(finished_at) as first, max(finished_at) as last,
                   (array_agg(id order by finished_at desc, id desc))[1] as sample
              from (%s) failure
             group by cause
            having (max(finished_at), cause) < (:afterAt, :afterCause)
             order by max(finished_at) desc, cause desc
             limit :limit
            """;

    private static final String HOURLY = """
            select cause, floor(extract(epoch from finished_at - :start) / 3600)::integer as hour, count(*) as n
              from (%s) failure
             where cause = any(:causes) and finished_at >= :start
             group by 1, 2
            """;

    private static final String FACES = """
            select id, task_id, task_name, host, kind, error_kind, status_code, error_signature, error_message
              from execution
             where organization_id = :organization and id = any(:ids) and finished_at >= :oldest
            """;

    private static final String COUNT = "select count(*) from (%s limit :limit) failure";
    private static final String NEWEST = "%s order by finished_at desc, id desc limit :limit";

    private static final String FREEZE = """
            insert into operation_item (operation_id, number, execution_id)
            select :operation, row_number() over (order by finished_at, id), id from (%s limit :limit) failure
            """;

    private static final String RESOLVE = """
            insert into failure_resolution (execution_id, organization_id, outcome, operation_id, at)
            select id, :organization, :outcome, :operation, app_now() from unnest(:ids::uuid[]) as id
            on conflict do nothing
            """;

    private static final String RESOLVED = """
            select execution_id from failure_resolution
             where organization_id = :organization and execution_id = any(:ids)
               and operation_id is distinct from :operation
            """;

    private static final String RESTORE = """
            delete from failure_resolution
             where organization_id = :organization and operation_id = :operation and outcome = 'discarded'
            """;

    private final HistoryDatabase database;
    private final PayloadCipher cipher;
    private final InstantSource clock;

    FailureQueries(HistoryDatabase database, PayloadCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    private record Group(UUID cause, long executions, Instant first, Instant last, UUID sample) {}

    private record Face(
            UUID taskId,
            String taskName,
            String host,
            String kind,
            String errorKind,
            @Nullable Integer statusCode,
            String signature) {}

    /// Causes, that with the newest failure first.
    Page<FailureCause> causes(UUID organizationId, Query query, int limit, Cursor after) {
        return database.search(() -> read(organizationId, query, limit, after));
    }

    private Page<FailureCause> read(UUID organizationId, Query query, int limit, Cursor after) {
        Instant now = clock.instant();
        Condition condition = new Condition(query, now);
        List<Group> groups = statement(CAUSES, organizationId, condition)
                .param("afterAt", after.scheduledFor().atOffset(ZoneOffset.UTC))
                .param("afterCause", after.id())
                .param("limit", limit + 1)
                .query((row, _) -> new Group(
                        row.getObject("cause", UUID.class),
                        row.getLong("executions"),
                        moment(row, "first"),
                        moment(row, "last"),
                        row.getObject("sample", UUID.class)))
                .list();
        boolean more = groups.size() > limit;
        List<Group> page = more ? groups.subList(0, limit) : groups;
        if (page.isEmpty()) {
            return new Page<>(List.of(), false, null);
        }
        Map<UUID, Integer[]> hourly = hourly(organizationId, condition, page, now);
        Map<UUID, Face> faces = faces(organizationId, page);
        List<FailureCause> causes = new ArrayList<>();
        for (Group group : page) {
            Face face = faces.get(group.sample);
            if (face != null) {
                causes.add(view(group, face, hourly.get(group.cause)));
            }
        }
        Group last = page.getLast();
        return new Page<>(causes, more, more ? new Cursor(last.last, last.cause).text() : null);
    }

    private static FailureCause view(Group group, Face face, Integer @Nullable [] hours) {
        Integer[] none = new Integer[HOURS];
        Arrays.fill(none, 0);
        return new FailureCause(
                group.cause,
                face.taskId,
                face.taskName,
                face.host,
                face.kind,
                face.errorKind,
                face.statusCode,
                face.signature,
                group.executions,
                group.first,
                group.last,
                group.sample,
                List.of(hours == null ? none : hours));
    }

    private Map<UUID, Integer[]> hourly(UUID organizationId, Condition condition, List<Group> page, Instant now) {
        Map<UUID, Integer[]> hourly = new HashMap<>();
        statement(HOURLY, organizationId, condition)
                .param("causes", page.stream().map(Group::cause).toArray(UUID[]::new))
                .param("start", now.minus(HOURS, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
                .query(row -> {
                    Integer[] hours = hourly.computeIfAbsent(row.getObject("cause", UUID.class), _ -> {
                        Integer[] fresh = new Integer[HOURS];
                        Arrays.fill(fresh, 0);
                        return fresh;
                    });
                    hours[Math.min(row.getInt("hour"), HOURS - 1)] += row.getInt("n");
                });
        return hourly;
    }

    private Map<UUID, Face> faces(UUID organizationId, List<Group> page) {
        Map<UUID, Face> faces = new HashMap<>();
        database.jdbc()
                .sql(FACES)
                .param("organization", organizationId)
                .param("ids", page.stream().map(Group::sample).toArray(UUID[]::new))
                .param("oldest", page.getLast().last.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    faces.put(row.getObject("id", UUID.class), face(organizationId, row));
                });
        return faces;
    }

    private Face face(UUID organizationId, ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("error_signature");
        String message = row.getString("error_message");
        String signature = sealed == null
                ? message == null ? "" : message
                : new String(
                        cipher.open(organizationId, row.getObject("id", UUID.class), sealed), StandardCharsets.UTF_8);
        return new Face(
                row.getObject("task_id", UUID.class),
                row.getString("task_name"),
                row.getString("host"),
                row.getString("kind"),
                String.valueOf(row.getString("error_kind")),
                SummaryRow.number(row, "status_code"),
                signature);
    }

    /// How many failures fit, and the newest of them.
    BulkPreview preview(UUID organizationId, Query query) {
        return database.search(() -> {
            Condition condition = new Condition(query, clock.instant());
            long count = statement(COUNT, organizationId, condition)
                    .param("limit", MOST + 1)
                    .query(Long.class)
                    .single();
            List<ExecutionSummary> sample = statement(NEWEST, organizationId, condition)
                    .param("limit", SAMPLE)
                    .query((row, _) -> SummaryRow.read(row))
                    .list();
            return new BulkPreview(Math.min(count, MOST), count > MOST, sample);
        });
    }

    /// Writes the failures that fit down as an operation's items, oldest first; returns how many, at most one more than
    /// [#MOST].
    int freeze(UUID organizationId, Query query, UUID operationId) {
        return database.search(() -> statement(FREEZE, organizationId, new Condition(query, clock.instant()))
                .param("operation", operationId)
                .param("limit", MOST + 1)
                .update());
    }

    /// Says that failures are dealt with.
    ///
    /// @param outcome `retried` or `discarded`
    void resolve(UUID organizationId, String outcome, @Nullable UUID operationId, List<UUID> executions) {
        database.jdbc()
                .sql(RESOLVE)
                .param("organization", organizationId)
                .param("outcome", outcome)
                .param("operation", operationId)
                .param("ids", executions.toArray(UUID[]::new))
                .update();
    }

    /// Which of these others have dealt with.
    List<UUID> resolved(UUID organizationId, List<UUID> executions, UUID operationId) {
        return database.jdbc()
                .sql(RESOLVED)
                .param("organization", organizationId)
                .param("operation", operationId)
                .param("ids", executions.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /// Lists again what an operation had discarded.
    void restore(UUID organizationId, UUID operationId) {
        database.jdbc()
                .sql(RESTORE)
                .param("organization", organizationId)
                .param("operation", operationId)
                .update();
    }

    private StatementSpec statement(String sql, UUID organizationId, Condition condition) {
        return database.jdbc()
                .sql(sql.formatted(FAILURES.formatted(condition.mayBeFinished() ? condition.history() : "false")))
                .params(condition.values())
                .param("organization", organizationId);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
