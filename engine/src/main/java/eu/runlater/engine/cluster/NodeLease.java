package eu.runlater.engine.cluster;

import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.storage.Database;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// This node's right to work: one row, renewed every 3 s for 15 s (architecture §4). While the row could not be
/// renewed for 10 s the node must not hold claims, and cancels its calls itself; when the others have declared it
/// gone it takes a fresh identity. Any thread.
@Component
public final class NodeLease {
    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);
    static final long LEASE_SECONDS = 15;
    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration RENEWAL_AFTER_ERROR = Duration.ofMillis(500);
    private static final long SELF_CANCEL_NANOS = Duration.ofSeconds(10).toNanos();

    /// What the row tells about this node's work.
    public record Load(int inFlight, int workers) {}

    private final NodeRepository nodes;
    private final NodeIdentity identity;
    private final DatabaseClock clock;
    private final String address;
    private final CopyOnWriteArrayList<Runnable> lostListeners = new CopyOnWriteArrayList<>();
    private final boolean alone;
    private volatile Supplier<Load> load = () -> new Load(0, 0);
    private volatile long renewedAt;
    private volatile boolean draining;
    private volatile boolean told;
    private @Nullable Loop loop;

    NodeLease(NodeRepository nodes, NodeIdentity identity, DatabaseClock clock, Settings settings, Database database) {
        this.nodes = nodes;
        this.identity = identity;
        this.clock = clock;
        this.address = settings.bind().getHostAddress() + ":" + settings.port();
        this.alone = database.embedded();
    }

    /// Registers this node and starts renewing. An engine with a database of its own knows that every other row
    /// is a process that has died, so that their runs need not wait for a lease to end.
    public void start(Supplier<Load> load) {
        this.load = load;
        register();
        if (alone) {
            nodes.markAllOthersGone(identity.id());
        }
        loop = Loop.start("node-lease", this::tick);
    }

    private void register() {
        nodes.register(identity.id(), address, Version.CURRENT, LEASE_SECONDS);
        renewedAt = System.nanoTime();
        told = false;
    }

    private Duration tick() {
        if (!valid() && !told) {
            log.atError().addKeyValue("node", identity.id()).log("lease not renewed for 10 s: cancelling own calls");
            told = true;
            lostListeners.forEach(Runnable::run);
        }
        try {
            Load now = load.get();
            long before = System.nanoTime();
            if (nodes.renew(identity.id(), LEASE_SECONDS, draining ? "draining" : "up", now.inFlight, now.workers)) {
                renewedAt = before;
                told = false;
                clock.refresh();
                return RENEWAL;
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("node", identity.id())
                    .addKeyValue("error", e.getMessage())
                    .log("lease not renewed");
            return RENEWAL_AFTER_ERROR;
        }
        log.atError().addKeyValue("node", identity.id()).log("declared gone by the other nodes: taking a new identity");
        lostListeners.forEach(Runnable::run);
        identity.renew();
        register();
        return RENEWAL;
    }

    /// Whether this node may claim and hold work.
    public boolean valid() {
        return System.nanoTime() - renewedAt < SELF_CANCEL_NANOS;
    }

    /// Calls back when the node must let go of everything it has claimed.
    public void onLost(Runnable action) {
        lostListeners.add(action);
    }

    /// Shows the others that this node ends soon.
    public void drain() {
        draining = true;
        if (loop != null) {
            loop.wake();
        }
    }

    public boolean draining() {
        return draining;
    }

    /// Gives the lease up, after everything claimed was settled or handed back.
    public void leave() {
        stop();
        nodes.leave(identity.id());
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }
}
