package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeLease;
import eu.runlater.engine.cluster.StopSignals;
import eu.runlater.engine.settings.Settings;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Starts the work before the API opens, and ends it after the API has closed: waits for the calls in flight,
/// hands the rest back (due at once, not counted against them), writes every outcome, and gives the node's lease
/// up (G-NOD-2). The pools close after this, because they are beans that everything here depends on.
@Component
class DispatchLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DispatchLifecycle.class);
    /// Before the web server at start (its phase is 2,048 below the maximum) and after it at stop.
    private static final int PHASE = Integer.MAX_VALUE - 4096;

    private static final Duration HAND_BACK = Duration.ofSeconds(10);

    private final Dispatcher dispatcher;
    private final Settler settler;
    private final Sweep sweep;
    private final InFlight inFlight;
    private final NodeLease lease;
    private final Duration drain;
    private volatile boolean running;

    DispatchLifecycle(
            Dispatcher dispatcher,
            Settler settler,
            Sweep sweep,
            InFlight inFlight,
            NodeLease lease,
            Settings settings) {
        this.dispatcher = dispatcher;
        this.settler = settler;
        this.sweep = sweep;
        this.inFlight = inFlight;
        this.lease = lease;
        this.drain = settings.drain();
    }

    @Override
    public void start() {
        lease.start(() -> {
            WorkerLoad load = dispatcher.load();
            return new NodeLease.Load(load.inFlight(), load.workers());
        });
        dispatcher.begin();
        sweep.begin();
        running = true;
    }

    @Override
    public void stop() {
        sweep.stop();
        dispatcher.stopClaiming();
        int calls = inFlight.size();
        log.atInfo().addKeyValue("calls", calls).log("waiting for calls in flight");
        if (!await(drain, true)) {
            log.atWarn().addKeyValue("calls", inFlight.size()).log("calls still going on: handing them back");
            inFlight.all().forEach(attempt -> attempt.interrupt(false));
            await(HAND_BACK, false);
        }
        settler.close(HAND_BACK);
        lease.leave();
        running = false;
        log.atInfo().addKeyValue("calls", calls).log("drained");
    }

    /// @param canBeSkipped whether a second stop signal ends the wait
    private boolean await(Duration limit, boolean canBeSkipped) {
        long end = System.nanoTime() + limit.toNanos();
        while (inFlight.size() > 0 && System.nanoTime() < end && !(canBeSkipped && StopSignals.impatient())) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return inFlight.size() == 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
