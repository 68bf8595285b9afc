package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeLease;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.delivery.Delivery;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Runs what is due: claims up to its free permits in one statement, makes each attempt on a virtual thread, and
/// hands the outcome to the settler, which gives the permit back. Sleeps until the next due time it knows of, a
/// wake-up, or a second.
///
/// [#reserve] and [#start] let the intake hand work over that it stores already claimed by this node. Any
/// thread.
@Component
public class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /// The longest that a due run waits when no wake-up tells of it.
    public static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BREATHER = Duration.ofMillis(2);
    // While there is a backlog, claims of a few rows each would cost more than they bring.
    private static final int WORTH_A_CLAIM = 8;

    private final Claims claims;
    private final TaskDefinitions definitions;
    private final Delivery delivery;
    private final Settlements settlements;
    private final Settler settler;
    private final CircuitBoard board;
    private final Parking parking;
    private final InFlight inFlight;
    private final NodeLease lease;
    private final InstantSource clock;
    private final Permits permits;
    private final Timer claimTimer;
    private final Timer startDelay;
    private volatile boolean claiming;
    private final AtomicLong readySignals = new AtomicLong();
    private volatile boolean backlogged = true;
    private volatile boolean waitingForPermits;
    private volatile double claimMillis;
    private @Nullable Loop loop;

    Dispatcher(
            Claims claims,
            TaskDefinitions definitions,
            Delivery delivery,
            Settlements settlements,
            Settler settler,
            CircuitBoard board,
            Parking parking,
            InFlight inFlight,
            NodeLease lease,
            InstantSource clock,
            Wakeups wakeups,
            Settings settings,
            MeterRegistry metrics) {
        this.claims = claims;
        this.definitions = definitions;
        this.delivery = delivery;
        this.settlements = settlements;
        this.settler = settler;
        this.board = board;
        this.parking = parking;
        this.inFlight = inFlight;
        this.lease = lease;
        this.clock = clock;
        this.permits = new Permits(settings.workers().min(), settings.workers().max());
        this.claimTimer = metrics.timer("runlater.claim");
        this.startDelay = metrics.timer("runlater.start.delay");
        metrics.gauge("runlater.running", permits, Permits::taken);
        metrics.gauge("runlater.workers", permits, Permits::workers);
        wakeups.listen(Topic.RUNS, this::wake);
        lease.onLost(() -> inFlight.all().forEach(attempt -> attempt.interrupt(true)));
    }

    /// Begins to claim.
    void begin() {
        claiming = true;
        loop = Loop.start("dispatcher", this::tick);
    }

    /// Stops claiming and taking work over; what is in flight goes on.
    void stopClaiming() {
        claiming = false;
        if (loop != null) {
            loop.close();
        }
    }

    private void wake() {
        if (loop != null) {
            loop.wake();
        }
    }

    /// A moment's view of this node's work.
    public WorkerLoad load() {
        return new WorkerLoad(permits.workers(), permits.taken(), claimMillis, settler.averageMillis());
    }

    /// Takes up to `wanted` permits for runs that are about to be stored as claimed by this node. Gives none when
    /// older work waits, which then goes first: every permit must be used by [#start] or given back by
    /// [#release].
    public int reserve(int wanted) {
        return claiming && !backlogged && lease.valid() ? permits.take(wanted) : 0;
    }

    public void release(int count) {
        permits.giveBack(count);
        if (waitingForPermits && worthAClaim()) {
            wake();
        }
    }

    /// Makes the attempt of a run that was stored as claimed by this node, with a permit from [#reserve].
    public void start(ClaimedRun run, TaskDefinition task) {
        Attempt attempt = new Attempt(run, task, clock.instant());
        inFlight.add(attempt);
        startDelay.record(Duration.between(run.dueAt(), attempt.startedAt()));
        Thread.ofVirtual().name("attempt").start(() -> make(attempt));
    }

    /// Says that ready work was stored without being handed over.
    public void ready() {
        readySignals.incrementAndGet();
        backlogged = true;
        wake();
    }

    private boolean worthAClaim() {
        int free = permits.free();
        return free > 0 && (free >= Math.min(WORTH_A_CLAIM, permits.max() / 2) || permits.taken() == 0);
    }

    private void make(Attempt attempt) {
        Settlement settlement;
        try {
            Optional<Instant> later = board.putOff(attempt.run(), attempt.task(), attempt.startedAt());
            if (later.isPresent()) {
                parking.park(attempt.run(), later.get(), () -> letGo(attempt.run()));
                return;
            }
            Report report = attempt.make(delivery);
            settlement = report == null
                    ? settlements.interrupted(
                            attempt.run(),
                            attempt.task(),
                            attempt.startedAt(),
                            attempt.countsInterruption(),
                            "Given back before it was sent.")
                    : settlements.reported(attempt, report);
        } catch (Throwable e) {
            // Whatever goes wrong around an attempt is an outcome, never a claim left behind (G-RUN-10).
            log.atError()
                    .setCause(e)
                    .addKeyValue("execution", attempt.run().executionId())
                    .log("attempt broke");
            settlement = settlements.ended(
                    attempt.run(), attempt.task(), attempt.startedAt(), "internal", "The engine failed: " + e);
        }
        settle(attempt.run(), settlement);
    }

    private void settle(ClaimedRun run, Settlement settlement) {
        settler.settle(settlement, () -> letGo(run));
    }

    private void letGo(ClaimedRun run) {
        inFlight.remove(run.claimId());
        release(1);
    }

    private Duration tick() {
        if (!claiming || !lease.valid()) {
            return POLL;
        }
        waitingForPermits = true;
        if (backlogged ? !worthAClaim() : permits.free() == 0) {
            return BREATHER;
        }
        waitingForPermits = false;
        long signals = readySignals.get();
        int wanted = permits.take(permits.free());
        if (wanted == 0) {
            return BREATHER;
        }
        List<ClaimedRun> claimed;
        try {
            claimed = claim(wanted);
        } catch (RuntimeException e) {
            // If the claim was committed all the same, the sweep of own orphans makes those runs due again.
            permits.giveBack(wanted);
            throw e;
        }
        if (claimed.size() < wanted) {
            permits.giveBack(wanted - claimed.size());
        }
        startAll(claimed);
        if (claimed.size() == wanted) {
            backlogged = true;
            permits.backlog(permits.max());
            return Duration.ZERO;
        }
        if (!claims.exhaustive()) {
            claims.forgetBounds();
            return Duration.ZERO;
        }
        permits.backlog(0);
        backlogged = false;
        if (readySignals.get() != signals) {
            backlogged = true;
            return Duration.ZERO;
        }
        return claims.untilNext(POLL);
    }

    private List<ClaimedRun> claim(int wanted) {
        long start = System.nanoTime();
        List<ClaimedRun> claimed = claims.take(wanted);
        long took = System.nanoTime() - start;
        claimTimer.record(Duration.ofNanos(took));
        claimMillis = claimMillis == 0 ? took / 1e6 : claimMillis * 0.9 + took / 1e6 * 0.1;
        return claimed;
    }

    private void startAll(List<ClaimedRun> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        Map<UUID, TaskDefinition> tasks;
        try {
            tasks = definitions.load(claimed.stream().map(ClaimedRun::taskId).toList());
        } catch (RuntimeException e) {
            // The claims are ours and nothing runs: the sweep of own orphans makes them due again.
            permits.giveBack(claimed.size());
            throw e;
        }
        for (ClaimedRun run : claimed) {
            TaskDefinition task = tasks.get(run.taskId());
            if (task == null) {
                settle(run, settlements.withoutDefinition(run));
            } else {
                start(run, task);
            }
        }
    }
}
