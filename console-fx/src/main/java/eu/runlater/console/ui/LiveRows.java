package eu.runlater.console.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The rows of a live list, without a table: known rows change in place, new ones are put on top only while the list is
/// *following*, otherwise they wait to be asked for. FX thread.
public final class LiveRows<K, T> {
    /// More than anyone scrolls through; older rows are a query away.
    static final int MAX_ROWS = 5_000;

    static final int MAX_WAITING = 1_000;

    private final Function<? super T, ? extends K> key;
    private final BinaryOperator<T> newest;
    private final ObservableList<Row<K, T>> rows = FXCollections.observableArrayList();
    private final Map<K, Row<K, T>> byKey = new HashMap<>();
    private final Map<K, T> waiting = new LinkedHashMap<>();
    private final ReadOnlyIntegerWrapper waitingCount = new ReadOnlyIntegerWrapper(this, "waiting", 0);
    private final BooleanProperty following = new SimpleBooleanProperty(this, "following", true);

    /// @param key what a row is a row of
    /// @param newest of two contents of one row, the one to show: (known, incoming)
    public LiveRows(Function<? super T, ? extends K> key, BinaryOperator<T> newest) {
        this.key = key;
        this.newest = newest;
        following.addListener((_, _, now) -> {
            if (now) {
                showWaiting();
            }
        });
    }

    public ObservableList<Row<K, T>> rows() {
        return rows;
    }

    /// Whether new rows are put on top at once: set by the table (at the top, nothing selected, pointer elsewhere).
    public BooleanProperty followingProperty() {
        return following;
    }

    /// How many new rows wait.
    public ReadOnlyIntegerProperty waitingProperty() {
        return waitingCount.getReadOnlyProperty();
    }

    public @Nullable Row<K, T> find(K wanted) {
        return byKey.get(wanted);
    }

    /// A fresh first page: replaces everything, but rows that stay keep their identity, so the selection survives.
    public void show(List<? extends T> page) {
        List<Row<K, T>> next = new ArrayList<>(page.size());
        Map<K, Row<K, T>> old = new HashMap<>(byKey);
        byKey.clear();
        waiting.clear();
        waitingCount.set(0);
        for (T value : page) {
            K id = key.apply(value);
            if (byKey.containsKey(id)) {
                continue;
            }
            Row<K, T> row = old.get(id);
            if (row == null) {
                row = new Row<>(id, value);
            } else {
                row.set(newest.apply(row.value(), value));
                row.matchingProperty().set(true);
            }
            byKey.put(id, row);
            next.add(row);
        }
        rows.setAll(next);
    }

    /// The next page, below what is there.
    public void append(List<? extends T> page) {
        rows.addAll(fresh(page));
    }

    /// Live changes. Known rows change in place; others are new rows, newest last, if `matches` takes them. A known row
    /// that no longer matches stays where it is.
    public void merge(List<? extends T> changed, Predicate<? super T> matches) {
        List<T> arrived = new ArrayList<>();
        for (T value : changed) {
            Row<K, T> row = byKey.get(key.apply(value));
            if (row != null) {
                row.set(newest.apply(row.value(), value));
                row.matchingProperty().set(matches.test(row.value()));
            } else if (matches.test(value)) {
                arrived.add(value);
            } else {
                waiting.remove(key.apply(value));
            }
        }
        for (T value : arrived) {
            waiting.merge(key.apply(value), value, newest);
        }
        if (following.get()) {
            showWaiting();
        } else {
            forgetTooManyWaiting();
            waitingCount.set(waiting.size());
        }
    }

    /// Puts the waiting rows on top, newest first, as one change.
    public void showWaiting() {
        if (!waiting.isEmpty()) {
            List<T> newestFirst = new ArrayList<>(waiting.values()).reversed();
            waiting.clear();
            rows.addAll(0, fresh(newestFirst));
            if (rows.size() > MAX_ROWS) {
                List<Row<K, T>> over = rows.subList(MAX_ROWS, rows.size());
                over.forEach(row -> byKey.remove(row.key()));
                rows.remove(MAX_ROWS, rows.size());
            }
        }
        waitingCount.set(0);
    }

    private void forgetTooManyWaiting() {
        // The oldest go; they are still one refresh away, and the count on the pill says enough.
        while (waiting.size() > MAX_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
        }
    }

    private List<Row<K, T>> fresh(List<? extends T> values) {
        List<Row<K, T>> fresh = new ArrayList<>(values.size());
        for (T value : values) {
            K id = key.apply(value);
            Row<K, T> known = byKey.get(id);
            if (known != null) {
                known.set(newest.apply(known.value(), value));
            } else {
                Row<K, T> row = new Row<>(id, value);
                byKey.put(id, row);
                fresh.add(row);
            }
        }
        return fresh;
    }
}
