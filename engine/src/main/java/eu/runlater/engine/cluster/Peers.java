package eu.runlater.engine.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Watches the other nodes. One counts as dead only if its lease is past by the database's clock **and** its row
/// has not moved for a lease length on this process's monotonic clock: a clock step or a paused machine must not
/// kill everyone at once. Called by one loop; [#count] any thread.
@Component
public final class Peers {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final long LEASE_NANOS =
            Duration.ofSeconds(NodeLease.LEASE_SECONDS).toNanos();

    private record Seen(long beat, long since) {}

    private final NodeRepository nodes;
    private final NodeIdentity identity;
    private final Map<UUID, Seen> seen = new HashMap<>();
    private volatile int count;

    Peers(NodeRepository nodes, NodeIdentity identity) {
        this.nodes = nodes;
        this.identity = identity;
    }

    /// Looks once; marks the dead as gone.
    public void look() {
        List<NodeRepository.Other> others = nodes.others(identity.id());
        long now = System.nanoTime();
        seen.keySet().retainAll(others.stream().map(NodeRepository.Other::id).toList());
        for (NodeRepository.Other other : others) {
            Seen last = seen.get(other.id());
            if (last == null || last.beat != other.beat()) {
                seen.put(other.id(), new Seen(other.beat(), now));
            } else if (other.expired() && now - last.since >= LEASE_NANOS && nodes.markGone(other.id(), other.beat())) {
                log.atWarn().addKeyValue("node", other.id()).log("node is gone: its runs are due again");
            }
        }
        count = (int) others.stream().filter(NodeRepository.Other::up).count();
        nodes.forget();
    }

    /// How many other nodes were up when last looked.
    public int count() {
        return count;
    }
}
