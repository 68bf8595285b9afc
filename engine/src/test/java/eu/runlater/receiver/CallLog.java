package eu.runlater.receiver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The last calls, newest last, bounded by number and by bytes. Any thread.
final class CallLog {
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private final int limit;
    private final Deque<Call> calls = new ArrayDeque<>();
    private long bytes;

    CallLog(int limit) {
        this.limit = limit;
    }

    boolean isOff() {
        return limit == 0;
    }

    synchronized void add(Call call) {
        calls.addLast(call);
        bytes += weight(call);
        while (calls.size() > limit || bytes > MAX_BYTES && calls.size() > 1) {
            bytes -= weight(calls.removeFirst());
        }
    }

    synchronized List<Call> all() {
        return new ArrayList<>(calls);
    }

    private static long weight(Call call) {
        return call.body().length + 2048L;
    }
}
