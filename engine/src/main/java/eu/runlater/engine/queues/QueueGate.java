package eu.runlater.engine.queues;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Lets the runs of a named queue through, one at a time: a queued run is stored *held* and made claimable only
/// together
/// with a row in `slot`, whose key makes a second one impossible on any number of nodes (G-QUE-1).
/// Because only
/// admitted runs are ready, a long backlog of one queue costs the claim of everything else nothing.
///
/// Work arrives as hints (a run was added, a slot was freed); a scan once a second is the truth. Any thread.
@Component
public final class QueueGate {
    private static final Duration SCAN = Duration.ofSeconds(1);
    private static final long SCAN_NANOS = SCAN.toNanos();

    /// A queue of an organization.
    public record QueueName(UUID organizationId, String queue) {}

    // Visits each queue that has held runs once, by skipping along the index.
    private static final String WAITING_QUEUES = """
            with recursive q as (
              (select organization_id, coalesce(queue, '') as queue from run where state = 2
                order by organization_id, coalesce(queue, '') limit 1)
              union all
              select n.organization_id, n.queue
                from q cross join lateral (
                  select r.organization_id, coalesce(r.queue, '') as queue from run r
                   where r.state = 2 and (r.organization_id, coalesce(r.queue, '')) > (q.organization_id, q.queue)
                   order by r.organization_id, coalesce(r.queue, '') limit 1) n)
            select organization_id, queue from q
            """;

    private static final String ADMIT = """
            with q as (select * from unnest(?::uuid[], ?::text[]) as q(organization_id, queue)),
            free as (
              select q.* from q
               where not exists (select from slot s
                                  where s.organization_id = q.organization_id and s.kind = 1 and s.name = q.queue)),
            head as (
              select free.organization_id, free.queue, r.id
                from free cross join lateral (
                  select id from run
                   where state = 2 and run.organization_id = free.organization_id and coalesce(run.queue, '') = free.queue
                     and due_at <= app_now()
                   order by due_at, id limit 1 for update) r),
            slot as (
              insert into slot (organization_id, kind, name, number, run_id)
              select organization_id, 1, queue, 1, id from head
              on conflict do nothing returning run_id)
            update run set state = 0 from slot where run.id = slot.run_id
            """;

    private final JdbcTemplate jdbc;
    private final Wakeups wakeups;
    private final Set<QueueName> hints = ConcurrentHashMap.newKeySet();
    private final Loop loop;
    private long scannedAt;

    QueueGate(VitalDatabase database, Wakeups wakeups) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.wakeups = wakeups;
        this.scannedAt = System.nanoTime() - SCAN_NANOS;
        this.loop = Loop.start("queue-gate", this::tick);
    }

    /// Says that a run of these queues was added or left; call after the commit.
    public void hint(Collection<QueueName> queues) {
        if (!queues.isEmpty() && hints.addAll(queues)) {
            loop.wake();
        }
    }

    private Duration tick() {
        Set<QueueName> queues = new HashSet<>();
        for (QueueName hint : hints) {
            hints.remove(hint);
            queues.add(hint);
        }
        if (System.nanoTime() - scannedAt >= SCAN_NANOS) {
            queues.addAll(jdbc.query(
                    WAITING_QUEUES, (row, _) -> new QueueName(row.getObject(1, UUID.class), row.getString(2))));
            scannedAt = System.nanoTime();
        }
        if (admit(queues) > 0) {
            wakeups.everywhere(Wakeups.Topic.RUNS);
        }
        return hints.isEmpty() ? SCAN : Duration.ZERO;
    }

    private int admit(Collection<QueueName> queues) {
        if (queues.isEmpty()) {
            return 0;
        }
        // One order for everyone: two nodes that admit the same queues cannot wait for each other in a circle.
        List<QueueName> ordered = new ArrayList<>(queues);
        ordered.sort(Comparator.comparing(QueueName::organizationId).thenComparing(QueueName::queue));
        return jdbc.update(
                ADMIT,
                statement -> new ArrayParameters<>(ordered)
                        .add("uuid", QueueName::organizationId)
                        .add("text", QueueName::queue)
                        .bind(statement, 1));
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
