package eu.runlater.console.overview;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.live.NewsBatch;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Usage;
import java.time.Duration;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the Overview shows and when it asks. The numbers come from the engine, which counts all rows; the stream
/// only says when to count again. FX thread only.
public final class OverviewViewModel {
    static final int TAIL = 12;

    /// After something happened the numbers are asked for again, at most this often.
    private static final Duration AFTER_CHANGE = Duration.ofSeconds(2);

    /// Rates and next tries change with time alone.
    private static final Duration WITHOUT_CHANGE = Duration.ofSeconds(15);

    private static final Duration ENGINE = Duration.ofSeconds(5);

    /// What is used of a month moves slowly; crossing a limit is told by the stream.
    private static final Duration USAGE = Duration.ofMinutes(5);

    private final OverviewSource source;
    private final LongSupplier nanoTime;
    private final Background.Line overviews;
    private final Background.Line engines;
    private final Background.Line lately;
    private final Background.Line usages;
    private final Tail tail = new Tail(TAIL);
    private final ReadOnlyObjectWrapper<@Nullable Overview> overview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable EngineStatus> engine = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Usage> usage = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> engineFailure = new ReadOnlyObjectWrapper<>();
    private boolean changed;
    private boolean askingOverview;
    private boolean askingEngine;
    private long lastOverview;
    private long lastEngine;
    private long lastUsage;

    public OverviewViewModel(OverviewSource source, Background background, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.overviews = background.line();
        this.engines = background.line();
        this.lately = background.line();
        this.usages = background.line();
    }

    /// Absent until the first answer.
    public ReadOnlyObjectProperty<@Nullable Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }

    /// Absent until the first answer, and for callers who may not see the installation.
    public ReadOnlyObjectProperty<@Nullable EngineStatus> engineProperty() {
        return engine.getReadOnlyProperty();
    }

    /// What the plan allows and how much of it is used; absent until the first answer, and for engines without it.
    public ReadOnlyObjectProperty<@Nullable Usage> usageProperty() {
        return usage.getReadOnlyProperty();
    }

    /// What went wrong with the last count; the numbers shown are older then.
    public ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable ApiFailure> engineFailureProperty() {
        return engineFailure.getReadOnlyProperty();
    }

    public ObservableList<ExecutionSummary> tail() {
        return tail.shown();
    }

    /// Keeps the tail where it is, while the pointer or the focus is on it.
    public void holdTail(boolean hold) {
        tail.setHeld(hold);
    }

    /// Whether nothing was ever run here.
    public static boolean isUnused(Overview overview) {
        return overview.lastFailureAt() == null
                && overview.successRateDay() == null
                && overview.waiting() == 0
                && overview.running() == 0
                && overview.upcoming().isEmpty()
                && overview.failing().isEmpty()
                && overview.runsPerMinute().stream()
                        .allMatch(minute -> minute.succeeded() + minute.failed() + minute.timedOut() == 0);
    }

    public void refresh() {
        askOverview();
        askEngine();
        askUsage();
        lately.ask(() -> source.lately(TAIL), tail::offer, _ -> {});
    }

    public void onBatch(LiveBatch batch) {
        tail.offer(batch.changed());
        if (batch.resync()) {
            refresh();
            return;
        }
        changed = true;
        tick();
    }

    /// A circuit, a queue, a node or the month's usage changed.
    public void onNews(NewsBatch batch) {
        if (batch.news().stream().anyMatch(news -> news.kind().equals("usage"))) {
            askUsage();
        }
        if (batch.news().stream().anyMatch(news -> news.kind().equals("node"))) {
            askEngine();
        }
        changed = true;
        tick();
    }

    /// To be called about once a second.
    public void tick() {
        long now = nanoTime.getAsLong();
        Duration pause = changed ? AFTER_CHANGE : WITHOUT_CHANGE;
        if (!askingOverview && now - lastOverview >= pause.toNanos()) {
            askOverview();
        }
        if (!askingEngine && now - lastEngine >= ENGINE.toNanos()) {
            askEngine();
        }
        if (now - lastUsage >= USAGE.toNanos()) {
            askUsage();
        }
    }

    private void askUsage() {
        lastUsage = nanoTime.getAsLong();
        usages.ask(source::usage, usage::set, _ -> {});
    }

    private void askOverview() {
        changed = false;
        askingOverview = true;
        lastOverview = nanoTime.getAsLong();
        overviews.ask(
                source::overview,
                answer -> {
                    askingOverview = false;
                    failure.set(null);
                    overview.set(answer);
                },
                why -> {
                    askingOverview = false;
                    failure.set(why);
                });
    }

    private void askEngine() {
        askingEngine = true;
        lastEngine = nanoTime.getAsLong();
        engines.ask(
                source::engine,
                answer -> {
                    askingEngine = false;
                    engineFailure.set(null);
                    engine.set(answer);
                },
                why -> {
                    askingEngine = false;
                    engineFailure.set(why);
                });
    }

    public void close() {
        overviews.forget();
        engines.forget();
        lately.forget();
        usages.forget();
        askingOverview = false;
        askingEngine = false;
    }
}
