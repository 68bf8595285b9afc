package eu.runlater.engine.monitors;

import eu.runlater.engine.runtime.Loop;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Calls the http monitors that are due, on every node, with permits of its own: probes never wait for tasks, nor tasks
/// for probes. When all permits are in use, what is due waits for the next tick or another node. One thread claims.
@Component
class ProbeLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProbeLoop.class);
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(50);
    private static final int PERMITS = 64;
    /// After the pools are open, and ending before them.
    private static final int PHASE = Integer.MAX_VALUE - 4000;

    private final Prober prober;
    private final CheckRepository checks;
    private final Semaphore permits = new Semaphore(PERMITS);
    private volatile @Nullable Loop loop;
    private volatile @Nullable ExecutorService calls;

    ProbeLoop(Prober prober, CheckRepository checks) {
        this.prober = prober;
        this.checks = checks;
    }

    private Duration tick() {
        ExecutorService running = calls;
        int room = permits.availablePermits();
        if (running == null || room == 0) {
            return AT_MOST_EVERY;
        }
        List<UUID> due = checks.claim(room);
        for (UUID id : due) {
            permits.acquireUninterruptibly();
            running.execute(() -> {
                try {
                    prober.probe(id);
                } catch (RuntimeException e) {
                    // The boundary of one probe: it is made again when its claim has run out.
                    log.atError().setCause(e).addKeyValue("monitor", id).log("a probe could not be settled");
                } finally {
                    permits.release();
                }
            });
        }
        if (!due.isEmpty()) {
            return AT_MOST_EVERY;
        }
        Duration next = checks.untilNext();
        return next.compareTo(AT_LEAST_EVERY) > 0
                ? AT_LEAST_EVERY
                : next.compareTo(AT_MOST_EVERY) < 0 ? AT_MOST_EVERY : next;
    }

    @Override
    public void start() {
        calls = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("probe-", 0).factory());
        loop = Loop.start("probes", this::tick);
    }

    @Override
    public void stop() {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        loop = null;
        ExecutorService made = calls;
        if (made == null) {
            return;
        }
        made.shutdownNow();
        try {
            if (!made.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("some probes did not end within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls = null;
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
