package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.Circuits.Key;
import eu.runlater.engine.runtime.Loop;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which hosts this node sends nothing to at the moment: what the table said within the last second, and what this node
/// has learnt since. Says for each attempt whether it may go, and when it is to come back if not. Any thread.
@Component
class CircuitBoard {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// What waits for a blocked host comes back over so long (G-QUE-5), one each step, and then from the front again.
    private static final Duration SPREAD = Duration.ofSeconds(30);

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration WHILE_PROBED = Duration.ofSeconds(1);
    private static final Duration PROBE_MARGIN = Duration.ofSeconds(15);

    /// @param parked how many runs were put off since the block began
    private record Block(Instant until, AtomicInteger parked) {}

    private final Circuits circuits;
    private final Wakeups wakeups;
    private final Map<Key, Block> blocks = new ConcurrentHashMap<>();
    private final Loop loop;

    CircuitBoard(Circuits circuits, Wakeups wakeups) {
        this.circuits = circuits;
        this.wakeups = wakeups;
        read();
        this.loop = Loop.start("circuit-board", () -> {
            read();
            return LOOK;
        });
        wakeups.listen(Topic.CIRCUITS, loop::wake);
    }

    private void read() {
        Map<Key, Instant> open = circuits.open();
        blocks.keySet().removeIf(key -> !open.containsKey(key));
        open.forEach(this::put);
    }

    private void put(Key key, Instant until) {
        blocks.compute(
                key,
                (_, known) ->
                        known != null && known.until.equals(until) ? known : new Block(until, new AtomicInteger()));
    }

    /// Takes over what a settled batch has changed, and tells the other nodes.
    void learn(Map<Key, @Nullable Instant> changed) {
        if (changed.isEmpty()) {
            return;
        }
        changed.forEach((key, until) -> {
            if (until == null) {
                blocks.remove(key);
            } else {
                put(key, until);
            }
        });
        wakeups.everywhere(Topic.CIRCUITS);
    }

    /// Whether something is known against a host, so that a good answer of it matters.
    boolean knows(Key key) {
        return blocks.containsKey(key);
    }

    /// Whether an attempt may be made.
    ///
    /// @param now when it began; a probe so begins after the block by the same clock that its outcome is judged by
    /// @return empty when it may; otherwise when it is to be due again
    Optional<Instant> putOff(ClaimedRun run, TaskDefinition task, Instant now) {
        Key key = new Key(run.organizationId(), task.host());
        Block block = blocks.get(key);
        if (block == null) {
            return Optional.empty();
        }
        int place = block.parked.getAndIncrement();
        Duration spread = STEP.multipliedBy(place % (int) SPREAD.dividedBy(STEP));
        if (block.until.isAfter(now)) {
            return Optional.of(block.until.plus(spread));
        }
        if (circuits.probe(key, run.id(), task.timeout().plus(PROBE_MARGIN).toMillis())) {
            return Optional.empty();
        }
        return Optional.of(now.plus(WHILE_PROBED).plus(spread));
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
