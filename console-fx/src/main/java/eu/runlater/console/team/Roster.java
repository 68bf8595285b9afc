package eu.runlater.console.team;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.ui.LiveRows;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A short list that the engine gives as a whole: members, invites, keys, sessions. Rows that stay keep their identity
/// when it is read again. FX thread only.
final class Roster<T> {
    /// What stands in the list's place.
    enum Content {
        LOADING,
        ROWS,
        NONE,
        FAILED
    }

    private final Background.Line line;
    private final Background.Question<List<T>> question;
    private final LiveRows<UUID, T> rows;
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private List<T> all = List.of();

    Roster(Background background, Background.Question<List<T>> question, Function<T, UUID> key) {
        this.line = background.line();
        this.question = question;
        this.rows = new LiveRows<>(key, (_, incoming) -> incoming);
    }

    LiveRows<UUID, T> rows() {
        return rows;
    }

    /// All of them, in the engine's order.
    List<T> all() {
        return all;
    }

    Optional<T> find(UUID key) {
        return Optional.ofNullable(rows.find(key)).map(row -> row.value());
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /// What went wrong with the last question; absent once an answer came.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    void refresh() {
        line.ask(
                question,
                answer -> {
                    all = List.copyOf(answer);
                    rows.show(all);
                    failure.set(null);
                    content.set(all.isEmpty() ? Content.NONE : Content.ROWS);
                },
                why -> {
                    failure.set(why);
                    if (content.get() == Content.LOADING) {
                        content.set(Content.FAILED);
                    }
                });
    }
}
