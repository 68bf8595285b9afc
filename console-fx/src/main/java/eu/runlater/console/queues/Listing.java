package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.console.ui.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A short list that the engine always gives as a whole, such as all queues. Known rows change in place; what is new
/// waits while somebody works in the list; what is gone stays, marked, until the list is read afresh. FX thread only.
final class Listing<T> {
    private final LiveRows<String, T> rows;
    private final Function<T, String> key;
    private final Watch<List<T>> watch;
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Loading());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private List<T> newest = List.of();
    private boolean afresh = true;

    Listing(
            Background background,
            LongSupplier nanoTime,
            Background.Question<List<T>> question,
            Function<T, String> key) {
        this.key = key;
        this.rows = new LiveRows<>(key, (_, incoming) -> incoming);
        this.watch = new Watch<>(background, nanoTime, question, this::answered, this::failed);
        rows.waitingProperty().addListener((_, before, now) -> {
            if (before.intValue() > 0 && now.intValue() == 0 && !afresh) {
                rows.show(newest); // to their places, not to the top
            }
        });
    }

    LiveRows<String, T> rows() {
        return rows;
    }

    /// All of them as the engine told last.
    List<T> newest() {
        return newest;
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /// What went wrong while rows were on screen; absent once an answer came again.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Reads the list afresh, rows that went or came in between included.
    void refresh() {
        afresh = true;
        watch.ask();
    }

    void changed() {
        watch.changed();
    }

    void tick() {
        watch.tick();
    }

    /// The answer to an action said how one of them is now.
    void took(T value) {
        newest = newest.stream()
                .map(known -> key.apply(known).equals(key.apply(value)) ? value : known)
                .toList();
        if (rows.find(key.apply(value)) != null) {
            rows.merge(List.of(value), _ -> true);
        }
        watch.told();
    }

    void close() {
        watch.close();
    }

    private void answered(List<T> all) {
        newest = List.copyOf(all);
        failure.set(null);
        List<String> now = newest.stream().map(key).toList();
        List<String> listed = rows.rows().stream().map(Row::key).toList();
        if (now.equals(listed)) {
            rows.merge(newest, _ -> true);
        } else if (afresh || listed.isEmpty() || rows.followingProperty().get()) {
            afresh = true;
            rows.show(newest);
        } else {
            rows.merge(newest, _ -> true);
            Set<String> there = new HashSet<>(now);
            rows.rows().stream()
                    .filter(row -> !there.contains(row.key()))
                    .forEach(row -> row.matchingProperty().set(false));
        }
        afresh = false;
        content.set(rows.rows().isEmpty() ? new Content.None() : new Content.Rows());
    }

    private void failed(ApiFailure why) {
        if (content.get() instanceof Content.Rows || content.get() instanceof Content.None) {
            failure.set(why);
        } else {
            content.set(new Content.Failed(why));
        }
    }
}
