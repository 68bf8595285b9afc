package eu.runlater.engine.dispatch;

import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores callbacks in the transaction that records what they tell of, so that there is neither without the other
/// (G-RUN-5, G-NTF-1).
@Component
class CallbackStatement {
    private record Stored(Settlement settlement, Callback callback) {}

    // Two runs of a task that end at the same moment must not both be "the first failure".
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended(task::text, 7278))
              from (select distinct task from unnest(?::uuid[]) as t(task) order by task) ordered
            """;

    // By plan, which the index has in order; a run that is not over is not looked at.
    private static final String BEFORE = """
            select e.id, p.status
              from unnest(?::uuid[], ?::uuid[], ?::uuid[]) as c(execution, run, task)
              join execution e on e.id = c.execution and e.run_id = c.run
             cross join lateral (
               select status from execution p
                where p.task_id = c.task and p.run_id <> c.run and p.final and p.status in ('success', 'failed', 'timeout')
                  and (p.scheduled_for, p.id) < (e.scheduled_for, e.id)
                order by p.scheduled_for desc, p.id desc limit 1) p
            """;

    private static final String STORE = """
            with call as (
              select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                                   ?::bytea[], ?::bytea[], ?::int[], ?::int[], ?::int[], ?::text[], ?::int[])
                as c(id, organization_id, run_id, execution_id, kind, name, url, host, headers, body, priority, timeout_ms,
                     retry_attempts, options, rank)),
            definitions as (
              insert into once_task (
                     id, organization_id, name, method, url, host, headers, body, priority, timeout_ms, retry_attempts, options,
                     scheduled_at, inserted_at, updated_at, version, hidden)
              select id, organization_id, name, 'POST', url, host, headers, body, priority, timeout_ms, retry_attempts, options,
                     app_now(), app_now(), app_now(), 1, true
                from call)
            insert into run (
                   id, organization_id, task_id, execution_id, kind, host, rank, gated, state, attempt, first_due_at, due_at,
                   created_at)
            select run_id, organization_id, id, execution_id, kind, host, rank, gated, case when gated then 2 else 0 end, 1,
                   app_now(), app_now(), app_now()
              from (select call.*, run_gated(organization_id, null) as gated from call) c
            """;

    private final JdbcTemplate jdbc;
    private final TaskDefinitions definitions;

    CallbackStatement(VitalDatabase database, TaskDefinitions definitions) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.definitions = definitions;
    }

    /// Within the transaction that has just recorded the batch.
    ///
    /// @param current the runs whose end was recorded; the others tell nobody
    /// @return the organizations that calls were stored for
    Set<UUID> store(List<Settlement> batch, Set<UUID> current) {
        List<Stored> wanted = new ArrayList<>();
        for (Settlement settlement : batch) {
            if (current.contains(settlement.run().id())) {
                settlement.callbacks().forEach(callback -> wanted.add(new Stored(settlement, callback)));
            }
        }
        List<Stored> asking = wanted.stream()
                .filter(stored -> stored.callback.kind().asksWhatWasBefore())
                .toList();
        if (!asking.isEmpty()) {
            Map<UUID, Boolean> failedBefore = failedBefore(asking);
            wanted.removeIf(stored -> !isDue(stored, failedBefore));
        }
        if (wanted.isEmpty()) {
            return Set.of();
        }
        jdbc.update(STORE, statement -> bind(statement, wanted));
        Set<UUID> organizations = new HashSet<>();
        wanted.forEach(stored -> organizations.add(stored.settlement.run().organizationId()));
        return organizations;
    }

    private static boolean isDue(Stored stored, Map<UUID, Boolean> failedBefore) {
        boolean failed = failedBefore.getOrDefault(stored.settlement.run().executionId(), false);
        return switch (stored.callback.kind()) {
            case EACH, SUCCESS -> true;
            case FAILURE -> !failed;
            case RECOVERY -> failed;
        };
    }

    /// Execution → whether the task's run before it failed; left out when there was none.
    private Map<UUID, Boolean> failedBefore(List<Stored> asking) {
        jdbc.query(
                LOCK,
                statement -> new ArrayParameters<>(asking)
                        .add("uuid", stored -> stored.settlement.run().taskId())
                        .bind(statement, 1),
                _ -> {});
        Map<UUID, Boolean> before = new HashMap<>();
        jdbc.query(
                BEFORE,
                statement -> new ArrayParameters<>(asking)
                        .add("uuid", stored -> stored.settlement.run().executionId())
                        .add("uuid", stored -> stored.settlement.run().id())
                        .add("uuid", stored -> stored.settlement.run().taskId())
                        .bind(statement, 1),
                row -> {
                    before.put(row.getObject(1, UUID.class), !row.getString(2).equals("success"));
                });
        return before;
    }

    private void bind(PreparedStatement statement, List<Stored> wanted) throws SQLException {
        new ArrayParameters<>(wanted)
                .add("uuid", stored -> stored.callback.task().id())
                .add("uuid", stored -> stored.settlement.run().organizationId())
                .add("uuid", stored -> stored.callback.runId())
                .add("uuid", stored -> stored.callback.executionId())
                .add("text", stored -> stored.callback.kind().word())
                .add("text", stored -> stored.callback.task().name())
                .add("text", stored -> stored.callback.task().url())
                .add("text", stored -> stored.callback.task().host())
                .add("bytea", stored -> definitions.sealHeaders(stored.callback.task()))
                .add("bytea", stored -> definitions.sealBody(stored.callback.task()))
                .add("int4", stored -> stored.callback.task().priority())
                .add("int4", stored -> (int) stored.callback.task().timeout().toMillis())
                .add("int4", stored -> stored.callback.task().retryAttempts())
                .add(
                        "text",
                        stored -> Json.WIRE.writeValueAsString(
                                stored.callback.task().options()))
                .add("int4", stored -> stored.settlement.run().rank())
                .bind(statement, 1);
    }
}
