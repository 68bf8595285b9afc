package eu.runlater.bench;

import java.util.Arrays;

/// Durations in nanoseconds, all kept: percentiles are of what happened, not of a sample. One thread.
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;
    private boolean sorted;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    int count() {
        return count;
    }

    /// @param share 0.5 for the median
    double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int index = (int) Math.ceil(share * count) - 1;
        return nanos[Math.clamp(index, 0, count - 1)] / 1e6;
    }
}
