package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.model.FailureCause;
import eu.runlater.model.Page;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The causes of what ended badly and when they are asked for: after something happened at most every two seconds, and
/// now and then without. While somebody works in the list, known causes change in place, new ones wait, and those that
/// are gone stay, marked, until it is read afresh. FX thread only.
final class CausesModel {
    static final int PAGE = 200;

    /// Everything that ended badly: a bulk call has to say which.
    static final String ALL = "status:failed,timeout";

    private static final Duration AFTER_CHANGE = Duration.ofSeconds(2);
    private static final Duration WITHOUT_CHANGE = Duration.ofSeconds(15);

    /// What is shown.
    sealed interface Content {
        /// The first answer is not there yet.
        record Loading() implements Content {}

        /// @param failures how many there are behind the causes · @param more there are more causes than are listed
        record Rows(long failures, boolean more) implements Content {}

        /// @param atAll nothing is left to look after; else nothing of it matches
        record None(boolean atAll) implements Content {}

        /// No answer, and no earlier rows to keep showing.
        record Failed(ApiFailure why) implements Content {}
    }

    private final FailureSource source;
    private final Background.Line line;
    private final Background.Line older;
    private final LongSupplier nanoTime;
    private final LiveRows<UUID, FailureCause> rows = new LiveRows<>(FailureCause::id, (_, incoming) -> incoming);
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Loading());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private String query = "";
    private List<FailureCause> newest = List.of();
    private @Nullable String cursor;
    private boolean open;
    private boolean afresh = true;
    private boolean asking;
    private boolean askingOlder;
    private boolean changed;
    private long last;

    CausesModel(FailureSource source, Background background, LongSupplier nanoTime) {
        this.source = source;
        this.line = background.line();
        this.older = background.line();
        this.nanoTime = nanoTime;
        rows.waitingProperty().addListener((_, before, now) -> {
            if (before.intValue() > 0 && now.intValue() == 0 && !afresh) {
                rows.show(newest); // to their places, not to the top
                tell();
            }
        });
    }

    LiveRows<UUID, FailureCause> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /// What went wrong while rows were on screen; absent once an answer came again.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    String query() {
        return query;
    }

    /// Which failures a bulk call is about: those of some causes, or all that the query fits.
    String scope(Collection<FailureCause> causes) {
        if (causes.isEmpty()) {
            return query.isBlank() ? ALL : query.strip();
        }
        return within(
                causes.stream().map(cause -> cause.id().toString()).sorted().collect(Collectors.joining(",")));
    }

    /// The query narrowed to one cause: what it opens.
    String opened(FailureCause cause) {
        return within(cause.id().toString());
    }

    private String within(String ids) {
        return (query.strip() + " cause:" + ids).strip();
    }

    void show(String asked) {
        if (!asked.equals(query)) {
            rows.show(List.of());
            newest = List.of();
            content.set(new Content.Loading());
        }
        query = asked;
        refresh();
    }

    /// Reads the list afresh, rows that went or came in between included.
    void refresh() {
        afresh = true;
        ask();
    }

    /// A run ended, or an operation went on.
    void changed() {
        changed = true;
        tick();
    }

    /// To be called about once a second.
    void tick() {
        Duration pause = changed ? AFTER_CHANGE : WITHOUT_CHANGE;
        // With more than the first page on screen a look would cut it short.
        boolean whole = rows.rows().size() <= PAGE;
        if (open && whole && !asking && nanoTime.getAsLong() - last >= pause.toNanos()) {
            ask();
        }
    }

    void loadOlder() {
        String from = cursor;
        if (askingOlder || asking || from == null) {
            return;
        }
        askingOlder = true;
        String asked = query;
        older.ask(
                () -> source.causes(asked, PAGE, from),
                page -> {
                    askingOlder = false;
                    cursor = page.hasMore() ? page.nextCursor() : null;
                    rows.append(page.data());
                    tell();
                },
                why -> {
                    askingOlder = false;
                    failure.set(why);
                });
    }

    void close() {
        line.forget();
        older.forget();
        open = false;
        asking = false;
        askingOlder = false;
    }

    private void ask() {
        open = true;
        asking = true;
        changed = false;
        last = nanoTime.getAsLong();
        older.forget();
        askingOlder = false;
        String asked = query;
        line.ask(() -> source.causes(asked, PAGE, null), this::answered, why -> {
            asking = false;
            if (content.get() instanceof Content.Loading || content.get() instanceof Content.Failed) {
                content.set(new Content.Failed(why));
            } else {
                failure.set(why);
            }
        });
    }

    private void answered(Page<FailureCause> page) {
        asking = false;
        failure.set(null);
        newest = page.data();
        cursor = page.hasMore() ? page.nextCursor() : null;
        if (afresh || rows.rows().isEmpty() || rows.followingProperty().get()) {
            afresh = true; // what waits is among these
            rows.show(newest);
        } else {
            rows.merge(newest, _ -> true);
            Set<UUID> there = newest.stream().map(FailureCause::id).collect(Collectors.toSet());
            rows.rows().stream()
                    .filter(row -> !there.contains(row.key()))
                    .forEach(row -> row.matchingProperty().set(false));
        }
        afresh = false;
        tell();
    }

    private void tell() {
        if (rows.rows().isEmpty()) {
            content.set(new Content.None(query.isBlank()));
        } else {
            long failures = rows.rows().stream()
                    .filter(row -> row.matchingProperty().get())
                    .mapToLong(row -> row.value().executions())
                    .sum();
            content.set(new Content.Rows(failures, cursor != null));
        }
    }
}
