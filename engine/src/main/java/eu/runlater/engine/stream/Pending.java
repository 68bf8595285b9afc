package eu.runlater.engine.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Changes that wait to be sent, folded into one message a type: the number of them and the newest 50. Its size is
/// bounded
/// by that, however much arrives. One thread at a time.
final class Pending {
    private static final int MAX_ITEMS = 50;

    /// As [eu.runlater.model.StreamEvent], with items as they stand in the log.
    private record Message(String type, Instant at, long count, List<JsonNode> items) {}

    private static final class Fold {
        private Instant at = Instant.MIN;
        private long count;
        private final ArrayDeque<JsonNode> items = new ArrayDeque<>();
    }

    private final @Nullable UUID task;
    private final Map<String, Fold> folds = new LinkedHashMap<>();

    /// @param task only changes of this task; absent = all
    Pending(@Nullable UUID task) {
        this.task = task;
    }

    void add(LogRow row) {
        List<JsonNode> all = row.items();
        if (all == null) {
            return;
        }
        List<JsonNode> items = task == null ? all : ofTask(all);
        // A row stands for more changes than it shows; those may be this task's, and a message that counts more than it
        // shows makes the client ask.
        int unseen = Math.max(0, row.count() - all.size());
        int count = items.size() + unseen;
        if (count == 0) {
            return;
        }
        Fold fold = folds.computeIfAbsent(row.type(), _ -> new Fold());
        fold.at = row.at().isAfter(fold.at) ? row.at() : fold.at;
        fold.count += count;
        for (JsonNode item : items) {
            if (fold.items.size() == MAX_ITEMS) {
                fold.items.removeFirst();
            }
            fold.items.addLast(item);
        }
    }

    int types() {
        return folds.size();
    }

    /// Takes out at most so many messages. The last one carries the id if nothing is left behind it.
    List<Frame> take(int messages, long id) {
        List<Frame> frames = new ArrayList<>(Math.min(messages, folds.size()));
        Iterator<Map.Entry<String, Fold>> oldest = folds.entrySet().iterator();
        while (frames.size() < messages && oldest.hasNext()) {
            Map.Entry<String, Fold> entry = oldest.next();
            oldest.remove();
            Fold fold = entry.getValue();
            Message message = new Message(entry.getKey(), fold.at, fold.count, List.copyOf(fold.items));
            frames.add(Frame.event(entry.getKey(), oldest.hasNext() ? null : id, message));
        }
        return frames;
    }

    private List<JsonNode> ofTask(List<JsonNode> items) {
        String id = String.valueOf(task);
        return items.stream()
                .filter(item -> item.path("task_id").asString("").equals(id))
                .toList();
    }
}
