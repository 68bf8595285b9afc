package eu.runlater.console.live;

import eu.runlater.console.api.Access;
import eu.runlater.model.StreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The live side of one profile as screens see it: the state of the connection and batches of changes. FX thread,
/// except that the stream fills it from its own. However fast the engine is, the FX thread gets at most one batch
/// every 250 ms, and never a second one before it has digested the first.
public final class LiveState implements AutoCloseable {
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(250);

    private final InstantSource clock;
    private final Executor fx;
    private final Duration betweenBatches;
    private final ScheduledExecutorService timer;
    private final LiveStream stream;
    private final Fold fold = new Fold();
    private final NewsFold newsFold = new NewsFold();
    private final List<Consumer<LiveBatch>> subscribers = new ArrayList<>();
    private final List<Reader> newsReaders = new ArrayList<>();
    private final ReadOnlyObjectWrapper<ConnectionState> connection;

    private ConnectionState beneath = new ConnectionState.Connecting();
    private @Nullable Instant pausedSince;
    private volatile boolean paused;
    private volatile boolean closed;
    private volatile ConnectionState latest = beneath;

    private boolean flushPlanned; // timer's thread
    private long lastFlush = System.nanoTime() - BETWEEN_BATCHES.toNanos(); // timer's thread

    public LiveState(Access access, InstantSource clock, Executor fx) {
        this(access, clock, fx, LiveStream.SILENCE, BETWEEN_BATCHES, RandomGenerator.getDefault());
    }

    LiveState(
            Access access,
            InstantSource clock,
            Executor fx,
            Duration silence,
            Duration betweenBatches,
            RandomGenerator random) {
        this.clock = clock;
        this.fx = fx;
        this.betweenBatches = betweenBatches;
        this.connection = new ReadOnlyObjectWrapper<>(this, "connection", beneath);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("live").daemon().factory());
        this.stream = new LiveStream(access, timer, clock, silence, random, new Listening());
    }

    public void start() {
        stream.start();
    }

    /// How fresh everything on screen is; changes on the FX thread.
    public ReadOnlyObjectProperty<ConnectionState> connectionProperty() {
        return connection.getReadOnlyProperty();
    }

    /// When the engine was last heard, heartbeats included: newer than what [#connectionProperty()] carries, which does
    /// not change with every byte. Absent = never.
    public @Nullable Instant heardAt() {
        return stream.heardAt();
    }

    /// Calls `consumer` on the FX thread with every batch until the subscription ends.
    public Subscription subscribe(Consumer<LiveBatch> consumer) {
        subscribers.add(consumer);
        return () -> subscribers.remove(consumer);
    }

    /// Calls `consumer` on the FX thread when something of these kinds changed, until the subscription ends. What
    /// exactly changed may be missing ([NewsBatch#incomplete()]): then everything has to be asked for again.
    ///
    /// @param kinds first words of the types: `task`, `queue`, `circuit`, `usage`, `node`, `operation`, `endpoint`
    public Subscription onNews(Set<String> kinds, Consumer<NewsBatch> consumer) {
        Reader reader = new Reader(Set.copyOf(kinds), consumer);
        newsReaders.add(reader);
        return () -> newsReaders.remove(reader);
    }

    /// How many messages of the stream were of a kind that only a later version of this console knows.
    public long skipped() {
        return newsFold.skipped();
    }

    /// Holds batches back; the stream goes on and what it brings is folded until [#resume()].
    public void pause() {
        if (!paused) {
            paused = true;
            pausedSince = clock.instant();
            show();
        }
    }

    public void resume() {
        if (paused) {
            paused = false;
            pausedSince = null;
            show();
            onTimer(this::planFlush);
        }
    }

    public boolean isPaused() {
        return paused;
    }

    /// Tries to connect at once.
    public void retryNow() {
        stream.retryNow();
    }

    @Override
    public void close() {
        closed = true;
        subscribers.clear();
        newsReaders.clear();
        stream.close();
        timer.shutdown();
    }

    private void show() {
        Instant since = pausedSince;
        connection.set(
                since != null && beneath instanceof ConnectionState.Live ? new ConnectionState.Paused(since) : beneath);
    }

    private void planFlush() {
        if (!flushPlanned && !paused) {
            flushPlanned = true;
            long wait = Math.max(0, betweenBatches.toNanos() - (System.nanoTime() - lastFlush));
            timer.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void flush() {
        LiveBatch batch = paused ? null : fold.take();
        NewsBatch news = paused ? null : newsFold.take();
        if (batch == null && news == null) {
            flushPlanned = false;
            return;
        }
        fx.execute(() -> {
            try {
                if (batch != null) {
                    deliver(batch);
                }
                if (news != null) {
                    deliver(news);
                }
            } finally {
                onTimer(() -> {
                    lastFlush = System.nanoTime();
                    flushPlanned = false;
                    planFlush();
                });
            }
        });
    }

    private void deliver(LiveBatch batch) {
        for (Consumer<LiveBatch> subscriber : List.copyOf(subscribers)) {
            if (!closed) {
                subscriber.accept(batch);
            }
        }
    }

    private void deliver(NewsBatch batch) {
        for (Reader reader : List.copyOf(newsReaders)) {
            List<News> ofInterest = batch.news().stream()
                    .filter(news -> reader.kinds().contains(news.kind()))
                    .toList();
            if (!closed && (batch.incomplete() || !ofInterest.isEmpty())) {
                reader.consumer().accept(new NewsBatch(ofInterest, batch.incomplete()));
            }
        }
    }

    private record Reader(Set<String> kinds, Consumer<NewsBatch> consumer) {}

    private void onTimer(Runnable work) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException _) {
            // Closed meanwhile.
        }
    }

    private final class Listening implements LiveStream.Listener {
        @Override
        public void event(@Nullable String id, StreamEvent event) {
            fold.add(id, event);
            planFlush();
        }

        @Override
        public void news(NewsFold.Message message) {
            newsFold.add(message);
            planFlush();
        }

        @Override
        public void unreadable(String type) {
            if (NewsFold.knows(type)) {
                newsFold.addUnreadable();
            } else {
                fold.addUnreadable();
            }
            planFlush();
        }

        @Override
        public void skipped() {
            newsFold.skip();
        }

        @Override
        public void resync() {
            fold.resync();
            newsFold.addUnreadable();
            planFlush();
        }

        @Override
        public void state(ConnectionState state) {
            latest = state;
            fx.execute(() -> {
                if (!closed) {
                    beneath = latest;
                    show();
                }
            });
        }
    }
}
