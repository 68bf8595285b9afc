package eu.runlater.engine.delivery;

import org.jspecify.annotations.Nullable;

/// Adds up where the time of an attempt goes, over all of its redirects. Written by the attempt's thread and, while a
/// connection is made, by one that connects for it.
final class Timing {
    private final long startNanos;
    private volatile long dns;
    private volatile long connect;
    private volatile long tls;
    private volatile long answerAtNanos;

    Timing(long startNanos) {
        this.startNanos = startNanos;
    }

    void resolved(long nanos) {
        dns += nanos;
    }

    void connected(long nanos) {
        connect += nanos;
    }

    void secured(long nanos) {
        tls += nanos;
    }

    void answered(long atNanos) {
        answerAtNanos = atNanos;
    }

    Phases until(long endNanos) {
        return new Phases(
                optional(dns),
                optional(connect),
                optional(tls),
                answerAtNanos == 0 ? null : micros(answerAtNanos - startNanos),
                micros(endNanos - startNanos));
    }

    private static @Nullable Integer optional(long nanos) {
        return nanos == 0 ? null : micros(nanos);
    }

    private static int micros(long nanos) {
        return Math.clamp(nanos / 1_000, 0, Integer.MAX_VALUE);
    }
}
