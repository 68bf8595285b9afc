package eu.runlater.engine.queues;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Lets runs through that something limits: their queue, their organization, their host. Such a run is stored
/// *held* and made claimable only together with its slots (see [Admission]). Because only admitted runs are
/// ready, a long backlog behind a limit costs the claim of everything else nothing.
///
/// Work arrives as hints (a run was added, a slot was freed); a scan once a second is the truth. Any thread.
@Component
public final class QueueGate {
    private static final Logger log = LoggerFactory.getLogger(QueueGate.class);
    private static final Duration SCAN = Duration.ofSeconds(1);
    private static final long SCAN_NANOS = SCAN.toNanos();
    private static final Duration LEAST = Duration.ofMillis(1);

    /// A queue of an organization.
    ///
    /// @param queue `""` for runs without one
    public record QueueName(UUID organizationId, String queue) {}

    // Visits each queue that has held runs once, by skipping along the index, and sees when its next one is due.
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
            select q.organization_id, q.queue, extract(epoch from d.due_at - app_now()) * 1000 as due_in
              from q cross join lateral (
                select due_at from run r
                 where r.state = 2 and r.organization_id = q.organization_id and coalesce(r.queue, '') = q.queue
                 order by r.due_at, r.id limit 1) d
            """;

    private final VitalDatabase database;
    private final Admission admission;
    private final Wakeups wakeups;
    private final InstantSource clock;
    private final Set<QueueName> hints = ConcurrentHashMap.newKeySet();
    /// Queues to look at again when their rate, or the next due time, allows it; the loop's own.
    private final Map<QueueName, Instant> timed = new HashMap<>();
    private final Loop loop;
    private long scannedAt;

    QueueGate(VitalDatabase database, Admission admission, Wakeups wakeups, InstantSource clock) {
        this.database = database;
        this.admission = admission;
        this.wakeups = wakeups;
        this.clock = clock;
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
        Map<UUID, Set<String>> lanes = new HashMap<>();
        for (QueueName hint : hints) {
            hints.remove(hint);
            add(lanes, hint);
        }
        Instant now = clock.instant();
        timed.entrySet().removeIf(entry -> {
            boolean come = !entry.getValue().isAfter(now);
            if (come) {
                add(lanes, entry.getKey());
            }
            return come;
        });
        if (System.nanoTime() - scannedAt >= SCAN_NANOS) {
            scan(lanes, now);
            scannedAt = System.nanoTime();
        }
        int admitted = 0;
        for (Map.Entry<UUID, Set<String>> organization : lanes.entrySet()) {
            Admission.Outcome outcome = admit(organization.getKey(), organization.getValue());
            admitted += outcome.admitted();
            Instant next = outcome.nextStart();
            if (next != null) {
                organization.getValue().forEach(queue -> timed.put(new QueueName(organization.getKey(), queue), next));
            }
        }
        if (admitted > 0) {
            wakeups.everywhere(Wakeups.Topic.RUNS);
        }
        return hints.isEmpty() ? pause() : Duration.ZERO;
    }

    private static void add(Map<UUID, Set<String>> lanes, QueueName queue) {
        lanes.computeIfAbsent(queue.organizationId, _ -> new HashSet<>()).add(queue.queue);
    }

    private Duration pause() {
        Instant now = clock.instant();
        Duration pause = SCAN;
        for (Instant at : timed.values()) {
            Duration until = Duration.between(now, at);
            pause = until.compareTo(pause) < 0 ? until : pause;
        }
        return pause.compareTo(LEAST) < 0 ? LEAST : pause;
    }

    private Admission.Outcome admit(UUID organization, Set<String> lanes) {
        try {
            return admission.admit(organization, lanes);
        } catch (RuntimeException e) {
            // One organization's trouble must not hold the others' runs back (G-RUN-10).
            log.atWarn().setCause(e).addKeyValue("organization", organization).log("held runs were not looked at");
            return new Admission.Outcome(0, null);
        }
    }

    /// Adds the queues that have something due, and notes those that will soon.
    private void scan(Map<UUID, Set<String>> lanes, Instant now) {
        database.jdbc().sql(WAITING_QUEUES).query(row -> {
            QueueName queue = new QueueName(row.getObject(1, UUID.class), row.getString(2));
            double dueIn = row.getDouble("due_in");
            if (dueIn <= 0) {
                add(lanes, queue);
            } else if (dueIn < 2 * SCAN.toMillis()) {
                timed.put(queue, now.plusNanos((long) (dueIn * 1_000_000)));
            }
        });
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
