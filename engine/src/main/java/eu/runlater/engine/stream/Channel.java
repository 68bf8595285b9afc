package eu.runlater.engine.stream;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The streams that are told the same: one organization, or one task of it. Folds what arrives faster than 20
/// messages a second, once for all of them, so that a message is written as bytes once. The tail's thread adds and
/// flushes; streams come and go on any thread.
final class Channel {
    /// Messages a second in the long run, and at once after a quiet time: never more than 20 in any second.
    private static final double RATE = 16;

    private static final double BURST = 4;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    /// @param task absent = the whole organization
    record Key(UUID organizationId, @Nullable UUID task) {}

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Pending pending;
    private double tokens = BURST;
    private long filled;

    Channel(Key key) {
        this.pending = new Pending(key.task());
        this.filled = System.nanoTime();
    }

    void join(Subscription subscription) {
        subscriptions.add(subscription);
    }

    /// Returns whether nobody is left.
    boolean leave(Subscription subscription) {
        subscriptions.remove(subscription);
        return subscriptions.isEmpty();
    }

    void add(LogRow row) {
        pending.add(row);
    }

    /// Sends what may be sent now; returns the nanoseconds until there may be more, or `Long.MAX_VALUE`.
    ///
    /// @param id everything up to it has been added
    long flush(long id) {
        long now = System.nanoTime();
        tokens = Math.min(BURST, tokens + (now - filled) / NANOS * RATE);
        filled = now;
        if (pending.types() == 0) {
            return Long.MAX_VALUE;
        }
        // All types together, so that their order as told is close to the order as happened.
        double wanted = Math.min(pending.types(), BURST);
        if (tokens < wanted) {
            return (long) ((wanted - tokens) / RATE * NANOS) + 1;
        }
        List<Frame> frames = pending.take((int) tokens, id);
        tokens -= frames.size();
        for (Frame frame : frames) {
            for (Subscription subscription : subscriptions) {
                subscription.offer(frame);
            }
        }
        return pending.types() == 0 ? Long.MAX_VALUE : (long) (NANOS / RATE);
    }
}
