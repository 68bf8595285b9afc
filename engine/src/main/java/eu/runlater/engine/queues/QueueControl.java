package eu.runlater.engine.queues;

import eu.runlater.engine.queues.QueueGate.QueueName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes what a queue lets through. Every change holds the organization's row, as the gate does, and takes back
/// what was let through but has not been claimed: a pause, or a lower limit, holds for every claim that starts
/// after the call has returned (G-QUE-4). Any thread.
@Component
public class QueueControl {
    private static final String LOCK = "select id from organization where id = :organization for no key update";

    private static final String KEEP = """
            insert into queue (organization_id, name, created_at, updated_at)
            values (:organization, :queue, app_now(), app_now())
            on conflict do nothing
            """;

    // A queue comes to be when its first run is looked at, which is a moment after the run was accepted.
    private static final String ADOPT = """
            insert into queue (organization_id, name, created_at, updated_at)
            select :organization, :queue, app_now(), app_now()
             where exists (select from run where organization_id = :organization and queue = :queue)
            on conflict do nothing
            """;

    // The same for every queue that has held runs: visits each once, by skipping along their index.
    private static final String ADOPT_ALL = """
            with recursive q as (
              (select coalesce(queue, '') as name from run where state = 2 and organization_id = :organization
                order by coalesce(queue, '') limit 1)
              union all
              select n.name
                from q cross join lateral (
                  select coalesce(r.queue, '') as name from run r
                   where r.state = 2 and r.organization_id = :organization and coalesce(r.queue, '') > q.name
                   order by coalesce(r.queue, '') limit 1) n)
            insert into queue (organization_id, name, created_at, updated_at)
            select :organization, name, app_now(), app_now() from q where name <> '' order by name
            on conflict do nothing
            """;

    private static final String FIND = "select " + QueueSettings.COLUMNS + """
              from queue where organization_id = :organization and name = :queue
            """;

    private static final String PAUSE = """
            update queue
               set paused = true, paused_reason = :reason, paused_by = :by, paused_at = app_now(), updated_at = app_now(),
                   version = version + 1
             where organization_id = :organization and name = :queue and not paused
            """;

    private static final String RESUME = """
            update queue
               set paused = false, paused_reason = null, paused_by = null, paused_at = null, updated_at = app_now(),
                   version = version + 1
             where organization_id = :organization and name = :queue and paused
            """;

    private static final String UPDATE = """
            update queue
               set concurrency = :concurrency, rate_count = :count::integer, rate_millis = :millis::bigint, ordered = :ordered,
                   priority = :priority,
                   next_start_at = case when rate_count is not distinct from :count::integer
                                         and rate_millis is not distinct from :millis::bigint then next_start_at end,
                   updated_at = app_now(), version = version + 1
             where organization_id = :organization and name = :queue
            """;

    private static final String TAKE_BACK = """
            with back as (
              update run set state = 2
               where organization_id = :organization and queue = :queue and state = 0 and gated returning id)
            delete from slot s using back where s.run_id = back.id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final QueueGate gate;

    QueueControl(JdbcClient jdbc, TransactionTemplate transactions, QueueGate gate) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.gate = gate;
    }

    /// What an operator may set.
    public record Limits(
            int concurrency,
            @Nullable Rate rate,
            boolean ordered,
            @Nullable Integer priority) {}

    /// What is told to others about a change, in its transaction.
    public interface Note {
        void write(JdbcClient jdbc, QueueSettings after);
    }

    public Optional<QueueSettings> find(UUID organizationId, String queue) {
        return jdbc.sql(FIND)
                .param("organization", organizationId)
                .param("queue", queue)
                .query((row, _) -> QueueSettings.read(row))
                .optional();
    }

    /// Makes sure that a queue whose first run was accepted just now is there, as with [#findUsed].
    public void keepUsed(UUID organizationId) {
        jdbc.sql(ADOPT_ALL).param("organization", organizationId).update();
    }

    /// As [#find], also when the queue's first run was accepted just now.
    public Optional<QueueSettings> findUsed(UUID organizationId, String queue) {
        return find(organizationId, queue).or(() -> {
            // The node that looks at the run may be faster: then nothing is made here, and it is there all the same.
            jdbc.sql(ADOPT)
                    .param("organization", organizationId)
                    .param("queue", queue)
                    .update();
            return find(organizationId, queue);
        });
    }

    /// Lets nothing through any more; what runs goes on. A queue that was never heard of is made.
    public QueueSettings pause(UUID organizationId, String queue, @Nullable String reason, String by, Note note) {
        return change(
                organizationId,
                queue,
                note,
                () -> jdbc.sql(PAUSE)
                        .param("organization", organizationId)
                        .param("queue", queue)
                        .param("reason", reason)
                        .param("by", by)
                        .update());
    }

    /// Lets the backlog go on, in its order.
    public QueueSettings resume(UUID organizationId, String queue, Note note) {
        return change(
                organizationId,
                queue,
                note,
                () -> jdbc.sql(RESUME)
                        .param("organization", organizationId)
                        .param("queue", queue)
                        .update());
    }

    /// Decides on new limits by the ones of the moment, and gives the queue these.
    ///
    /// @param decide may refuse by throwing; nothing is changed then
    public QueueSettings update(UUID organizationId, String queue, Function<QueueSettings, Limits> decide, Note note) {
        return change(organizationId, queue, note, () -> {
            Limits limits = decide.apply(find(organizationId, queue).orElseThrow());
            Rate rate = limits.rate();
            return jdbc.sql(UPDATE)
                    .param("organization", organizationId)
                    .param("queue", queue)
                    .param("concurrency", limits.concurrency())
                    .param("count", rate == null ? null : rate.count())
                    .param("millis", rate == null ? null : rate.period().toMillis())
                    .param("ordered", limits.ordered())
                    .param("priority", limits.priority())
                    .update();
        });
    }

    private QueueSettings change(UUID organizationId, String queue, Note note, IntSupplier statement) {
        QueueSettings after = transactions.execute(_ -> {
            jdbc.sql(LOCK)
                    .param("organization", organizationId)
                    .query(UUID.class)
                    .single();
            jdbc.sql(KEEP)
                    .param("organization", organizationId)
                    .param("queue", queue)
                    .update();
            int changed = statement.getAsInt();
            QueueSettings now = find(organizationId, queue).orElseThrow();
            if (changed > 0) {
                jdbc.sql(TAKE_BACK)
                        .param("organization", organizationId)
                        .param("queue", queue)
                        .update();
                note.write(jdbc, now);
            }
            return now;
        });
        gate.hint(List.of(new QueueName(organizationId, queue)));
        return after;
    }
}
