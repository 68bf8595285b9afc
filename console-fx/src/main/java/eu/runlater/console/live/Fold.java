package eu.runlater.console.live;

import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.StreamEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Collects events between two batches: per execution only the newest state stays. Bounded: past [#MAX_CHANGED]
/// executions the rest is left out and the batch says that it is incomplete. Any thread.
final class Fold {
    /// More rows than any screen shows; 250 ms of a busy engine stay far below it, a paused screen may reach it.
    static final int MAX_CHANGED = 2_000;

    private static final int REMEMBERED = 4_096;

    private record Seen(long event, int stage) {}

    private final Map<UUID, ExecutionSummary> changed = new LinkedHashMap<>();
    private final Map<UUID, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long changes;
    private long arrivals;
    private boolean incomplete;
    private boolean resync;

    /// @param id the stream's last id when the event came; never falling. Absent or no number = as new as it can be.
    synchronized void add(@Nullable String id, StreamEvent event) {
        long number = number(id);
        boolean anythingNew = false;
        for (ExecutionSummary execution : event.items()) {
            Seen known = seen.get(execution.id());
            int stage = Newest.stage(execution);
            // What comes late after a resume must not turn a row back. Equal is not late: of several messages told at
            // once only the last carries an id, and the others arrive under the id before them.
            if (known != null && (known.event() > number || known.stage() > stage)) {
                continue;
            }
            anythingNew = true;
            seen.put(execution.id(), new Seen(number, stage));
            if (changed.size() >= MAX_CHANGED && !changed.containsKey(execution.id())) {
                incomplete = true;
            } else {
                changed.merge(execution.id(), execution, Newest::of);
            }
        }
        if (event.count() > event.items().size()) {
            incomplete = true;
            anythingNew = true;
        }
        if (anythingNew) {
            changes += Math.max(event.count(), event.items().size());
        }
    }

    /// Something was said that cannot be read; only asking again helps.
    synchronized void addUnreadable() {
        incomplete = true;
    }

    /// The stream starts anew: ids may start anew, too.
    synchronized void resync() {
        seen.clear();
        resync = true;
    }

    /// @return what was collected, which starts empty again; absent when there is nothing
    synchronized @Nullable LiveBatch take() {
        if (changed.isEmpty() && !incomplete && !resync) {
            return null;
        }
        LiveBatch batch = new LiveBatch(
                changed.values().stream().toList(), Math.max(changes, changed.size()), incomplete, resync);
        changed.clear();
        changes = 0;
        incomplete = false;
        resync = false;
        return batch;
    }

    private long number(@Nullable String id) {
        if (id != null) {
            try {
                long number = Long.parseLong(id);
                arrivals = Math.max(arrivals, number);
                return number;
            } catch (NumberFormatException _) {
                // Not ours to understand: order of arrival has to do.
            }
        }
        return ++arrivals;
    }
}
