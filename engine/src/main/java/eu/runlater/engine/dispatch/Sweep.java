package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.cluster.NodeLease;
import eu.runlater.engine.cluster.Peers;
import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.VitalDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds claims that nobody works on: those of nodes that are gone, and this node's own that it knows nothing of
/// because the answer to the statement that made them was lost. Their runs are due again through the same fenced
/// statement that settles every attempt, so that several sweepers cannot do it twice. One loop, every 5 s.
@Component
class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int PAGE = 500;

    private static final String COLUMNS = """
            select r.id, r.organization_id, r.task_id, r.execution_id, r.kind, r.queue, r.rank, r.attempt, r.interruptions,
                   r.due_at, r.claim_id, r.started_at
              from run r
            """;

    private static final String OF_GONE_NODES = COLUMNS + """
             where r.state = 1 and r.needs <= :level
               and not exists (select from node n where n.id = r.claimed_by and n.state <> 'gone')
             order by r.started_at limit :page
            """;

    // Ten seconds: longer than any statement of ours may take before the attempt is known here.
    private static final String OWN = COLUMNS + """
             where r.state = 1 and r.claimed_by = :node and r.started_at < app_now() - interval '10 seconds'
            """;

    private final JdbcClient jdbc;
    private final NodeIdentity node;
    private final NodeLease lease;
    private final Peers peers;
    private final InFlight inFlight;
    private final TaskDefinitions definitions;
    private final Settlements settlements;
    private final Settler settler;
    private final Dispatcher dispatcher;
    private final Counter interruptions;
    private @Nullable Loop loop;

    Sweep(
            VitalDatabase database,
            NodeIdentity node,
            NodeLease lease,
            Peers peers,
            InFlight inFlight,
            TaskDefinitions definitions,
            Settlements settlements,
            Settler settler,
            Dispatcher dispatcher,
            MeterRegistry metrics) {
        this.jdbc = database.jdbc();
        this.node = node;
        this.lease = lease;
        this.peers = peers;
        this.inFlight = inFlight;
        this.definitions = definitions;
        this.settlements = settlements;
        this.settler = settler;
        this.dispatcher = dispatcher;
        this.interruptions = metrics.counter("runlater.interruptions");
    }

    void begin() {
        loop = Loop.start("sweep", this::tick);
    }

    /// Makes the next look come at once.
    void wake() {
        if (loop != null) {
            loop.wake();
        }
    }

    void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    private Duration tick() throws InterruptedException {
        peers.look();
        if (lease.valid()) {
            int found = releaseGone() + releaseOwnOrphans();
            if (found > 0) {
                dispatcher.ready();
            }
        }
        return EVERY;
    }

    /// Makes the runs of gone nodes due again; returns how many.
    int releaseGone() throws InterruptedException {
        int released = 0;
        while (true) {
            List<ClaimedRun> page = jdbc.sql(OF_GONE_NODES)
                    .param("page", PAGE)
                    .param("level", Version.LEVEL)
                    .query((row, _) -> ClaimStatement.read(row))
                    .list();
            release(page, true, "The engine making this call was lost.");
            released += page.size();
            if (page.size() < PAGE) {
                interruptions.increment(released);
                return released;
            }
        }
    }

    private int releaseOwnOrphans() throws InterruptedException {
        List<ClaimedRun> orphans =
                jdbc.sql(OWN).param("node", node.id()).query((row, _) -> ClaimStatement.read(row)).list().stream()
                        .filter(run -> !inFlight.holds(run.claimId()))
                        .toList();
        release(orphans, false, "Claimed, but the database's answer was lost before the call began.");
        return orphans.size();
    }

    private void release(List<ClaimedRun> runs, boolean counts, String why) throws InterruptedException {
        if (runs.isEmpty()) {
            return;
        }
        Map<UUID, TaskDefinition> tasks =
                definitions.load(runs.stream().map(ClaimedRun::taskId).toList());
        CountDownLatch recorded = new CountDownLatch(runs.size());
        for (ClaimedRun run : runs) {
            TaskDefinition task = tasks.get(run.taskId());
            Settlement settlement = task == null
                    ? settlements.withoutDefinition(run)
                    : settlements.interrupted(run, task, run.claimedAt(), counts, why);
            settler.settle(settlement, recorded::countDown);
        }
        log.atWarn().addKeyValue("runs", runs.size()).addKeyValue("why", why).log("claims released");
        if (!recorded.await(30, TimeUnit.SECONDS)) {
            log.atWarn().log("released claims are not recorded yet");
        }
    }
}
