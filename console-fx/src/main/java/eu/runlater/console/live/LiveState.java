package eu.runlater.console.live;

import eu.runlater.console.api.Access;
import eu.runlater.model.StreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Consumer<LiveBatch>> subscribers = new ArrayList<>();
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
        if (batch == null) {
            flushPlanned = false;
            return;
        }
        fx.execute(() -> {
            try {
                deliver(batch);
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
        public void unreadable() {
            fold.addUnreadable();
            planFlush();
        }

        @Override
        public void resync() {
            fold.resync();
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
