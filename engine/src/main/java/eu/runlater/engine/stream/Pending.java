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
/// bounded by that, however much arrives. One thread at a time.
final class Pending {
    private static final int MAX_ITEMS = 50;

    /// As [eu.runlater.model.StreamEvent], with items as they stand in the log.
    private record Message(String type, Instant at, long count, List<JsonNode> items) {}

    /// Changes of one type: a row's items are kept unread until they are sent, unless they had to be looked into.
    private final class Fold {
        private Instant at = Instant.MIN;
        private long count;
        private int shown;
        private final ArrayDeque<Shown> newest = new ArrayDeque<>();

        void add(Instant when, long changes, Shown items) {
            at = when.isAfter(at) ? when : at;
            count += changes;
            if (items.size() > 0) {
                newest.addLast(items);
                shown += items.size();
            }
            while (newest.size() > 1 && shown - newest.getFirst().size() >= MAX_ITEMS) {
                shown -= newest.removeFirst().size();
            }
        }

        List<JsonNode> items() {
            List<JsonNode> all =
                    newest.stream().flatMap(items -> items.read().stream()).toList();
            return all.subList(Math.max(0, all.size() - MAX_ITEMS), all.size());
        }
    }

    /// Items of one row.
    ///
    /// @param size how many there are
    private record Shown(int size, LogRow row, @Nullable List<JsonNode> known) {
        List<JsonNode> read() {
            return known == null ? row.readItems() : known;
        }
    }

    private final @Nullable UUID task;
    private final Map<String, Fold> folds = new LinkedHashMap<>();

    /// @param task only changes of this task; absent = all
    Pending(@Nullable UUID task) {
        this.task = task;
    }

    void add(LogRow row) {
        if (task == null) {
            int size = row.items() == null ? 0 : Math.min(row.count(), MAX_ITEMS);
            fold(row).add(row.at(), row.count(), new Shown(size, row, null));
            return;
        }
        List<JsonNode> all = row.readItems();
        List<JsonNode> own = ofTask(all);
        // A row stands for more changes than it shows; those may be this task's, and a message that counts more than it
        // shows makes the client ask.
        int unseen = Math.max(0, row.count() - all.size());
        if (own.size() + unseen > 0) {
            fold(row).add(row.at(), own.size() + unseen, new Shown(own.size(), row, own));
        }
    }

    private Fold fold(LogRow row) {
        return folds.computeIfAbsent(row.type(), _ -> new Fold());
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
            Message message = new Message(entry.getKey(), fold.at, fold.count, fold.items());
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
