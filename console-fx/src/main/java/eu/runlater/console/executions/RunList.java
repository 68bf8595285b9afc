package eu.runlater.console.executions;

import eu.runlater.model.ExecutionSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The rows on screen and the arrivals that wait. A change to a listed row sets its payload and leaves the list alone;
/// a
/// row that is not listed yet waits until it is shown on request or because the list is being followed. FX thread only.
public final class RunList {
    /// Followed for hours, a list would grow without end: rows past this many are let go at the bottom.
    static final int MOST_FOLLOWED = 2_000;

    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final Map<UUID, RunRow> byKey = new HashMap<>();
    private final Map<UUID, ExecutionSummary> waiting = new LinkedHashMap<>();
    private final ReadOnlyIntegerWrapper waitingCount = new ReadOnlyIntegerWrapper();
    private Function<ExecutionSummary, UUID> key;

    public RunList(Grouping grouping) {
        this.key = grouping::key;
    }

    public ObservableList<RunRow> rows() {
        return rows;
    }

    /// How many arrivals wait to be shown.
    public ReadOnlyIntegerProperty waitingCountProperty() {
        return waitingCount.getReadOnlyProperty();
    }

    public int waitingCount() {
        return waitingCount.get();
    }

    public @Nullable RunRow find(UUID key) {
        return byKey.get(key);
    }

    /// Starts over with a first page; what waited is in it or no longer asked for. Rows that are in both keep their
    /// identity, so a selected row that is still there stays selected.
    void reset(Grouping grouping, List<ExecutionSummary> page) {
        key = grouping::key;
        waiting.clear();
        List<RunRow> fresh = new ArrayList<>(page.size());
        Map<UUID, RunRow> kept = new HashMap<>();
        for (ExecutionSummary summary : page) {
            UUID id = key.apply(summary);
            if (kept.containsKey(id)) {
                continue;
            }
            RunRow row = byKey.get(id);
            if (row == null) {
                row = new RunRow(id, summary);
            } else {
                row.offer(summary);
                row.setMatching(true);
            }
            kept.put(id, row);
            fresh.add(row);
        }
        byKey.clear();
        byKey.putAll(kept);
        rows.setAll(fresh);
        count();
    }

    /// Adds an older page at the bottom.
    void append(List<ExecutionSummary> page) {
        List<RunRow> older = new ArrayList<>(page.size());
        for (ExecutionSummary summary : page) {
            UUID id = key.apply(summary);
            RunRow known = byKey.get(id);
            if (known != null) {
                known.offer(summary);
                continue;
            }
            waiting.remove(id);
            RunRow row = new RunRow(id, summary);
            byKey.put(id, row);
            older.add(row);
        }
        rows.addAll(older);
        count();
    }

    /// Folds changes into listed and waiting rows. Answers the keys of listed rows that changed: whether they still
    /// match
    /// the query is for the engine to say.
    List<UUID> fold(Collection<ExecutionSummary> changes) {
        List<UUID> changed = new ArrayList<>();
        for (ExecutionSummary summary : changes) {
            UUID id = key.apply(summary);
            RunRow row = byKey.get(id);
            if (row != null) {
                if (row.offer(summary)) {
                    changed.add(id);
                }
            } else {
                waiting.computeIfPresent(id, (_, current) -> Newness.isNewer(summary, current) ? summary : current);
            }
        }
        return changed;
    }

    /// Takes the newest page as the engine answers it now: changes listed rows, and keeps the unknown ones waiting.
    void arrive(List<ExecutionSummary> newest) {
        for (ExecutionSummary summary : newest) {
            UUID id = key.apply(summary);
            RunRow row = byKey.get(id);
            if (row != null) {
                row.offer(summary);
                row.setMatching(true);
            } else {
                waiting.merge(id, summary, (current, next) -> Newness.isNewer(next, current) ? next : current);
            }
        }
        count();
    }

    /// Says which of the asked-about rows still match.
    void matching(Collection<UUID> asked, Set<UUID> still) {
        for (UUID id : asked) {
            RunRow row = byKey.get(id);
            if (row != null) {
                row.setMatching(still.contains(id));
            }
        }
    }

    /// Inserts what waits at the top, newest plan first, in one batch; answers how many rows that were.
    int showWaiting() {
        List<RunRow> arrived = waiting.values().stream()
                .sorted((left, right) -> {
                    int byPlan = right.scheduledFor().compareTo(left.scheduledFor());
                    return byPlan != 0
                            ? byPlan
                            : right.id().toString().compareTo(left.id().toString());
                })
                .map(summary -> new RunRow(key.apply(summary), summary))
                .toList();
        waiting.clear();
        for (RunRow row : arrived) {
            byKey.put(row.key(), row);
        }
        if (!arrived.isEmpty()) {
            rows.addAll(0, arrived);
        }
        count();
        return arrived.size();
    }

    /// Lets the oldest rows go when more are listed than a followed list holds; answers whether it did.
    boolean trim() {
        if (rows.size() <= MOST_FOLLOWED) {
            return false;
        }
        for (RunRow row : rows.subList(MOST_FOLLOWED, rows.size())) {
            byKey.remove(row.key());
        }
        rows.remove(MOST_FOLLOWED, rows.size());
        return true;
    }

    private void count() {
        waitingCount.set(waiting.size());
    }
}
