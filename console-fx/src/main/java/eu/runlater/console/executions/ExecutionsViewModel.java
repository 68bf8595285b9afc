package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Page;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the Executions screen shows and when it asks. The first page, older pages, arrivals and totals are
/// separate lines of questions, each of which only believes its newest answer. FX thread only.
public final class ExecutionsViewModel {
    static final int PAGE = 200;

    /// The newest page is asked for at most this often however much happens.
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /// What the middle of the screen shows.
    public sealed interface Content {
        /// The first answer is not there yet.
        record Loading() implements Content {}

        /// Rows.
        record Rows() implements Content {}

        /// Nothing was ever run.
        record FirstUse() implements Content {}

        /// Nothing matches. @param total what exists without the query; absent while it is being counted
        record NoMatch(@Nullable Long total) implements Content {}

        /// No answer, and no earlier rows to keep showing.
        record Failed(ApiFailure failure) implements Content {}
    }

    private final ExecutionsSource source;
    private final Background background;
    private final LiveRows<UUID, ExecutionSummary> rows;
    private final Background.Line firstPage;
    private final Background.Line olderPage;
    private final Background.Line totals;
    private final Arrivals arrivals;

    private final ReadOnlyObjectWrapper<ExecutionQuery> query = new ReadOnlyObjectWrapper<>(ExecutionQuery.ALL);
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Loading());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Long> total = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper moreToLoad = new ReadOnlyBooleanWrapper();
    private @Nullable String cursor;
    private @Nullable UUID oldest;
    private boolean olderAsked;

    public ExecutionsViewModel(ExecutionsSource source, Background background, LongSupplier nanoTime) {
        this.source = source;
        this.background = background;
        this.firstPage = background.line();
        this.olderPage = background.line();
        this.totals = background.line();
        this.rows = new LiveRows<>(summary -> grouping().key(summary), Newness::of);
        this.arrivals = new Arrivals(source, background, nanoTime, rows, new Reader());
        rows.waitingProperty().subscribe(count -> {
            if (count.intValue() == 0 && arrivals.gap()) {
                // What was shown is only the top of what arrived: below it rows would be missing.
                refresh();
            }
        });
    }

    public LiveRows<UUID, ExecutionSummary> rows() {
        return rows;
    }

    public ReadOnlyObjectProperty<ExecutionQuery> queryProperty() {
        return query.getReadOnlyProperty();
    }

    public ExecutionQuery query() {
        return query.get();
    }

    public Grouping grouping() {
        return query().byRun() ? Grouping.RUNS : Grouping.ATTEMPTS;
    }

    public ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /// The last thing that went wrong while rows were on screen; absent once an answer came again.
    public ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// How many rows the query has; absent while that is not known.
    public ReadOnlyObjectProperty<@Nullable Long> totalProperty() {
        return total.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty moreToLoadProperty() {
        return moreToLoad.getReadOnlyProperty();
    }

    /// Whether there are more arrivals than were fetched; the list is then asked for again to show them.
    public boolean moreArrivedThanFetched() {
        return arrivals.gap();
    }

    /// Asks for another list. The rows on screen stay until the answer is there.
    public void show(ExecutionQuery asked) {
        boolean other = !asked.equals(query());
        query.set(asked);
        if (other) {
            total.set(null);
        }
        refresh();
    }

    /// The query with runs and single attempts exchanged.
    public void switchGrouping() {
        show(query().withByRun(!query().byRun()));
    }

    /// Asks for the same list again from its top: rows that no longer match go, arrivals come in.
    public void refresh() {
        ExecutionQuery asked = query();
        loading.set(true);
        olderPage.forget();
        olderAsked = false;
        arrivals.startOver(asked);
        if (!(content.get() instanceof Content.Rows)) {
            content.set(new Content.Loading());
        }
        firstPage.ask(() -> source.page(asked, PAGE, null), page -> firstAnswer(asked, page), this::firstFailure);
        totals.ask(() -> source.count(asked), total::set, _ -> total.set(null));
    }

    private void firstAnswer(ExecutionQuery asked, Page<ExecutionSummary> page) {
        loading.set(false);
        failure.set(null);
        cursor = page.nextCursor();
        moreToLoad.set(page.hasMore() && cursor != null);
        rows.show(page.data());
        rememberOldest();
        if (!page.data().isEmpty()) {
            content.set(new Content.Rows());
        } else if (asked.query().isBlank()) {
            content.set(new Content.FirstUse());
        } else {
            content.set(new Content.NoMatch(null));
            ExecutionQuery everything = new ExecutionQuery("", asked.byRun());
            totals.ask(() -> source.count(everything), all -> nothingMatched(all), _ -> {});
        }
    }

    private void nothingMatched(long all) {
        total.set(0L);
        if (content.get() instanceof Content.NoMatch) {
            content.set(all == 0 ? new Content.FirstUse() : new Content.NoMatch(all));
        }
    }

    private void firstFailure(ApiFailure why) {
        loading.set(false);
        if (content.get() instanceof Content.Rows) {
            failure.set(why);
        } else {
            content.set(new Content.Failed(why));
        }
    }

    /// Fetches the next older page unless it is on its way or there is none; to be called near the end of the list.
    public void loadOlder() {
        String from = cursor;
        if (olderAsked || from == null || !moreToLoad.get()) {
            return;
        }
        olderAsked = true;
        ExecutionQuery asked = query();
        olderPage.ask(
                () -> source.page(asked, PAGE, from),
                page -> {
                    olderAsked = false;
                    cursor = page.nextCursor();
                    moreToLoad.set(page.hasMore() && cursor != null);
                    rows.append(page.data());
                    rememberOldest();
                },
                why -> {
                    olderAsked = false;
                    failure.set(why);
                });
    }

    private void rememberOldest() {
        oldest = rows.rows().isEmpty() ? null : rows.rows().getLast().key();
    }

    /// Puts the arrivals that wait on screen.
    public void showArrived() {
        rows.showWaiting();
        inserted();
    }

    private void inserted() {
        if (!rows.rows().isEmpty()) {
            content.set(new Content.Rows());
        }
        if (oldest != null && rows.find(oldest) == null) {
            // The oldest rows were let go to make room; going on below them would leave a hole.
            moreToLoad.set(false);
        }
    }

    /// Takes what the stream brought.
    public void onBatch(LiveBatch batch) {
        if (content.get() instanceof Content.Failed || batch.resync()) {
            refresh();
            return;
        }
        arrivals.changed(batch);
    }

    /// Catches up on what could not be asked at once; to be called about once a second.
    public void tick() {
        arrivals.tick();
    }

    /// Sends the same request again, as a new run.
    public void retry(UUID executionId, Consumer<Accepted> done, Consumer<ApiFailure> failed) {
        background.ask(() -> source.retry(executionId), done, failed);
    }

    /// Takes back what is still to come of a run: the attempt that waits, or those after the one in flight.
    public void cancel(UUID executionId, Runnable done, Consumer<ApiFailure> failed) {
        background.ask(
                () -> {
                    List<ExecutionSummary> attempts = source.detail(executionId).attempts();
                    UUID open = attempts.stream()
                            .filter(attempt -> !attempt.state().isFinal())
                            .findFirst()
                            .map(ExecutionSummary::id)
                            .orElse(executionId);
                    source.cancel(open);
                    return open;
                },
                _ -> done.run(),
                failed);
    }

    /// Makes the room let go of unanswered questions.
    public void close() {
        List.of(firstPage, olderPage, totals).forEach(Background.Line::forget);
        arrivals.close();
    }

    private final class Reader implements Arrivals.Reader {
        @Override
        public void looked() {
            failure.set(null);
            if (!(content.get() instanceof Content.Rows)) {
                rows.showWaiting();
            }
            inserted();
        }

        @Override
        public void overtaken(Page<ExecutionSummary> page) {
            firstAnswer(query(), page);
        }

        @Override
        public void failed(ApiFailure why) {
            failure.set(why);
        }
    }
}
