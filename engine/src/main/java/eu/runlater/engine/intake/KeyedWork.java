package eu.runlater.engine.intake;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The keys of deduplication and debounce; to be used in the transaction that stores the work, so that two
/// requests with one key, on any nodes, meet at the key's row.
@Repository
class KeyedWork {
    private static final String TAKE = """
            insert into dedupe_key (organization_id, key, task_id, execution_id, run_id, scheduled_for, until)
            values (:organization, :key, :task, :execution, :run, :due, app_now() + :millis * interval '1 millisecond')
            on conflict (organization_id, key) do update
               set task_id = excluded.task_id, execution_id = excluded.execution_id, run_id = excluded.run_id,
                   scheduled_for = excluded.scheduled_for, until = excluded.until
             where dedupe_key.until <= app_now()
            """;

    private static final String HOLDER = """
            select task_id, execution_id, run_id, scheduled_for from dedupe_key
             where organization_id = :organization and key = :key
            """;

    private static final String LOCK_DEBOUNCE = """
            insert into debounce_key (organization_id, key, run_id) values (:organization, :key, :run)
            on conflict (organization_id, key) do update set run_id = debounce_key.run_id
            returning run_id
            """;

    private static final String HOLD_DEBOUNCE = """
            update debounce_key set run_id = :run where organization_id = :organization and key = :key
            """;

    // What has not been claimed ends on record; what is running goes on, and the newer one runs after it.
    private static final String REPLACE = """
            with gone as (
              delete from run where id = :old and state in (0, 2) returning *),
            slots as (delete from slot s using gone where s.run_id = gone.id)
            insert into execution (
                   id, run_id, organization_id, task_id, task_name, task_version, kind, queue, host, method, url, status, final,
                   attempt, max_attempts, scheduled_for, finished_at, error_kind, error_message, node_id)
            select gone.execution_id, gone.id, gone.organization_id, gone.task_id, t.name, t.version, gone.kind, gone.queue,
                   gone.host, t.method, t.url, 'cancelled', true, gone.attempt, 1 + t.retry_attempts, gone.due_at, app_now(),
                   'debounced', 'Replaced by a newer call with the same debounce_key: execution ' || :newer, :node
              from gone join any_task t on t.id = gone.task_id
            """;

    private final JdbcClient jdbc;
    private final NodeIdentity node;

    KeyedWork(VitalDatabase database, NodeIdentity node) {
        this.jdbc = database.jdbc();
        this.node = node;
    }

    /// Makes the key this work's own for its window.
    ///
    /// @return empty when it was free; otherwise the work that has it
    Optional<Keyed.First> take(UUID organizationId, Keyed.Dedupe dedupe, NewRun run) {
        int taken = jdbc.sql(TAKE)
                .param("organization", organizationId)
                .param("key", dedupe.key())
                .param("task", run.task().id())
                .param("execution", run.executionId())
                .param("run", run.runId())
                .param("due", run.due().atOffset(ZoneOffset.UTC))
                .param("millis", dedupe.window().toMillis())
                .update();
        if (taken == 1) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql(HOLDER)
                .param("organization", organizationId)
                .param("key", dedupe.key())
                .query((row, _) -> new Keyed.First(
                        row.getObject("task_id", UUID.class),
                        row.getObject("execution_id", UUID.class),
                        row.getObject("run_id", UUID.class),
                        row.getObject("scheduled_for", OffsetDateTime.class).toInstant()))
                .single());
    }

    /// Takes the place of the newest work with this key, if that has not started.
    void replace(UUID organizationId, Keyed.Debounce debounce, NewRun run) {
        UUID old = jdbc.sql(LOCK_DEBOUNCE)
                .param("organization", organizationId)
                .param("key", debounce.key())
                .param("run", run.runId())
                .query(UUID.class)
                .single();
        if (!old.equals(run.runId())) {
            jdbc.sql(REPLACE)
                    .param("old", old)
                    .param("newer", run.executionId().toString())
                    .param("node", node.id())
                    .update();
            jdbc.sql(HOLD_DEBOUNCE)
                    .param("organization", organizationId)
                    .param("key", debounce.key())
                    .param("run", run.runId())
                    .update();
        }
    }
}
