package eu.runlater.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Posts tasks at a fixed pace, whatever the answers do (open loop): a slow answer must not slow the questions and so
/// hide itself. Durations count from the moment a request was planned for, not from when it could be sent.
final class Pacer {
    private static final int SENDERS = 16;

    private final InetSocketAddress engine;
    private final RequestTemplate template;
    private final long first;
    private final int count;
    private final long interval;
    private final AtomicLongArray calledAt;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private volatile long start;

    Pacer(InetSocketAddress engine, RequestTemplate template, long first, int count, int perSecond) {
        this.engine = engine;
        this.template = template;
        this.first = first;
        this.count = count;
        this.interval = 1_000_000_000L / perSecond;
        this.calledAt = new AtomicLongArray(count);
    }

    void called(long number) {
        if (number >= first && number < first + count) {
            calledAt.compareAndSet((int) (number - first), 0, System.nanoTime());
        }
    }

    void run() {
        start = System.nanoTime() + 50_000_000L;
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofPlatform().name("pacer-" + i).start(this::send));
        }
        try {
            for (Thread sender : senders) {
                sender.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String refused = refusal.get();
        if (refused != null) {
            throw new IllegalStateException("a task was not accepted:\n" + refused);
        }
    }

    /// Planned moment → call, of all tasks that were called.
    Latencies latencies() {
        Latencies latencies = new Latencies();
        for (int i = 0; i < count; i++) {
            long called = calledAt.get(i);
            if (called != 0) {
                latencies.add(called - planned(i));
            }
        }
        return latencies;
    }

    private long planned(int index) {
        return start + index * interval;
    }

    private void send() {
        byte[] request = template.copy();
        ResponseReader response = new ResponseReader();
        try (SocketChannel channel = SocketChannel.open(engine)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            int index = next.getAndIncrement();
            while (index < count) {
                template.number(request, first + index);
                long wait = planned(index) - System.nanoTime();
                while (wait > 0) {
                    LockSupport.parkNanos(wait);
                    wait = planned(index) - System.nanoTime();
                }
                exchange(channel, request, response);
                index = next.getAndIncrement();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void exchange(SocketChannel channel, byte[] request, ResponseReader response) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        boolean complete = false;
        while (!complete) {
            int read = channel.read(response.room());
            if (read < 0) {
                throw new IOException("connection closed by the engine");
            }
            complete = response.took(read);
        }
        if (response.status() != 202) {
            refusal.compareAndSet(null, response.text());
        }
        response.clear();
    }
}
