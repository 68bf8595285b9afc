package eu.runlater.console.audit;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.console.ui.Row;
import eu.runlater.model.AuditEntry;
import eu.runlater.model.AuditVerdict;
import eu.runlater.model.Page;
import java.time.InstantSource;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The log as far as it was read: pages by key towards the past, and what was written meanwhile on top. The stream says
/// nothing of the log, so the newest page is asked for every ten seconds. FX thread only.
final class AuditViewModel {
    static final int PAGE = 100;
    private static final int BEATS_BETWEEN_LOOKS = 10;

    /// What stands in the list's place.
    sealed interface Content {
        record Loading() implements Content {}

        record Rows() implements Content {}

        /// Nothing fits the filter, or nothing was ever done.
        record None(boolean filtered) implements Content {}

        record Failed(ApiFailure why) implements Content {}
    }

    /// How far the check of the whole log is.
    sealed interface Check {
        record NotYet() implements Check {}

        record Running() implements Check {}

        record Done(AuditVerdict verdict) implements Check {}

        record Failed(ApiFailure why) implements Check {}
    }

    private final AuditSource source;
    private final InstantSource clock;
    private final Background.Line pages;
    private final Background.Line looks;
    private final Background.Line checks;
    private final LiveRows<Long, AuditEntry> rows = new LiveRows<>(AuditEntry::number, (_, incoming) -> incoming);
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Loading());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Check> check = new ReadOnlyObjectWrapper<>(new Check.NotYet());
    private final ObservableList<AuditEntry.Actor> actors = FXCollections.observableArrayList();
    private AuditFilter filter = AuditFilter.ALL;
    private @Nullable String next;
    private boolean fetching;
    private int beats;

    AuditViewModel(AuditSource source, Background background, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.pages = background.line();
        this.looks = background.line();
        this.checks = background.line();
    }

    LiveRows<Long, AuditEntry> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /// What went wrong while rows were on screen; absent once an answer came again.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Check> checkProperty() {
        return check.getReadOnlyProperty();
    }

    /// Everybody seen in the log so far, to choose from.
    ObservableList<AuditEntry.Actor> actors() {
        return actors;
    }

    AuditFilter filter() {
        return filter;
    }

    /// Shows the entries of this filter, read afresh.
    void show(AuditFilter wanted) {
        filter = wanted;
        content.set(new Content.Loading());
        refresh();
    }

    void refresh() {
        looks.forget();
        fetching = false;
        pages.ask(() -> source.page(filter.query(clock.instant()), PAGE, null), this::first, this::failed);
    }

    private void first(Page<AuditEntry> page) {
        took(page);
        rows.show(page.data());
        next = page.nextCursor();
        content.set(page.data().isEmpty() ? new Content.None(!filter.equals(AuditFilter.ALL)) : new Content.Rows());
    }

    /// The end of the list came into reach.
    void more() {
        String cursor = next;
        if (cursor == null || fetching) {
            return;
        }
        fetching = true;
        pages.ask(
                () -> source.page(filter.query(clock.instant()), PAGE, cursor),
                page -> {
                    fetching = false;
                    took(page);
                    rows.append(page.data());
                    next = page.nextCursor();
                },
                why -> {
                    fetching = false;
                    failed(why);
                });
    }

    /// To be called about once a second.
    void tick() {
        if (++beats % BEATS_BETWEEN_LOOKS == 0) {
            look();
        }
    }

    /// Whether something was written since.
    void look() {
        if (!(content.get() instanceof Content.Rows || content.get() instanceof Content.None)) {
            return;
        }
        looks.ask(
                () -> source.page(filter.query(clock.instant()), PAGE, null),
                page -> {
                    took(page);
                    boolean joins = rows.rows().isEmpty()
                            || page.data().stream().anyMatch(entry -> rows.find(entry.number()) != null);
                    if (joins && !rows.rows().isEmpty()) {
                        // Rows arrive newest last.
                        rows.merge(
                                page.data().reversed().stream()
                                        .filter(this::isNewer)
                                        .toList(),
                                filter::matches);
                    } else if (rows.rows().isEmpty() || rows.followingProperty().get()) {
                        first(page); // more than a page was written: what lies between would be missing
                    }
                },
                failure::set);
    }

    private boolean isNewer(AuditEntry entry) {
        return rows.rows().getFirst().key() < entry.number();
    }

    /// Has the engine recompute the chain from its beginning.
    void verify() {
        check.set(new Check.Running());
        checks.ask(
                source::verify, verdict -> check.set(new Check.Done(verdict)), why -> check.set(new Check.Failed(why)));
    }

    @Nullable
    AuditEntry find(long number) {
        Row<Long, AuditEntry> row = rows.find(number);
        return row == null ? null : row.value();
    }

    /// Not shown any more: what is on its way is not wanted.
    void rest() {
        looks.forget();
    }

    private void took(Page<AuditEntry> page) {
        failure.set(null);
        for (AuditEntry entry : page.data()) {
            AuditEntry.Actor actor = entry.actor();
            boolean known = actors.stream().anyMatch(seen -> same(seen, actor));
            if (!known && actor.id() != null) {
                actors.add(actor);
            }
        }
    }

    private static boolean same(AuditEntry.Actor left, AuditEntry.Actor right) {
        return left.id() != null && left.id().equals(right.id());
    }

    private void failed(ApiFailure why) {
        if (content.get() instanceof Content.Rows) {
            failure.set(why);
        } else {
            content.set(new Content.Failed(why));
        }
    }

    /// For tests: how many there are on screen.
    List<Long> numbers() {
        return rows.rows().stream().map(Row::key).toList();
    }
}
