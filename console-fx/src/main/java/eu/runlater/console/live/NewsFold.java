package eu.runlater.console.live;

import eu.runlater.model.Changed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects news between two batches, as [Fold] does for executions: bounded, and it says so when something was left
/// out. Kinds this version does not know are skipped and counted. Any thread.
final class NewsFold {
    /// More things than change at once anywhere but in a bulk action, after which everything is asked for anyway.
    static final int MAX_NEWS = 500;

    private static final Set<String> KINDS =
            Set.of("task", "queue", "circuit", "usage", "node", "operation", "endpoint");

    /// A message of the stream about anything but executions.
    record Message(String type, @Nullable Instant at, int count, List<Changed> items) {}

    private record Key(String type, String id) {}

    private final Map<Key, News> news = new LinkedHashMap<>();
    private boolean incomplete;
    private long skipped;

    /// Whether the type is one of those collected here.
    static boolean knows(String type) {
        int dot = type.indexOf('.');
        return dot > 0 && KINDS.contains(type.substring(0, dot));
    }

    synchronized void add(Message message) {
        for (Changed item : message.items()) {
            Key key = new Key(message.type(), item.id());
            news.remove(key);
            if (news.size() >= MAX_NEWS) {
                incomplete = true;
            } else {
                news.put(key, new News(message.type(), item));
            }
        }
        if (message.count() > message.items().size()) {
            incomplete = true;
        }
    }

    synchronized void addUnreadable() {
        incomplete = true;
    }

    synchronized void skip() {
        skipped++;
    }

    /// How many messages were of a kind that only a later version knows.
    synchronized long skipped() {
        return skipped;
    }

    /// @return what was collected, which starts empty again; absent when there is nothing
    synchronized @Nullable NewsBatch take() {
        if (news.isEmpty() && !incomplete) {
            return null;
        }
        NewsBatch batch = new NewsBatch(news.values().stream().toList(), incomplete);
        news.clear();
        incomplete = false;
        return batch;
    }
}
