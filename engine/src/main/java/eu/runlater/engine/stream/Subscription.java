package eu.runlater.engine.stream;

import eu.runlater.engine.web.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One open stream: a queue of at most 256 messages and, while there is something to write, one virtual thread that
/// writes it. A reader that lets the queue fill up or blocks one write for ten seconds is let go; it resumes by its
/// last id. Any thread.
final class Subscription {
    private static final int BUFFER = 256; // G-SSE-1
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
    private static final long HEARTBEAT = Duration.ofSeconds(15).toNanos();

    private final Caller caller;
    private final String token;
    private final Channel.Key channel;
    private final Predicate<String> types;
    private final Executor writers;
    private final Consumer<Subscription> onEnd;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Frame> queue = new ArrayDeque<>();
    private @Nullable AsyncContext exchange; // absent until started
    private boolean writing;
    private boolean ending; // no more frames are taken; what is queued is still written
    private boolean ended;
    private boolean completed;
    private volatile long lastWrite = System.nanoTime();

    Subscription(
            Caller caller,
            String token,
            Channel.Key channel,
            Predicate<String> types,
            Executor writers,
            Consumer<Subscription> onEnd) {
        this.caller = caller;
        this.token = token;
        this.channel = channel;
        this.types = types;
        this.writers = writers;
        this.onEnd = onEnd;
    }

    Caller caller() {
        return caller;
    }

    /// Kept in memory to ask again whether it is still good (G-KEY-2).
    String token() {
        return token;
    }

    Channel.Key channel() {
        return channel;
    }

    /// Puts the opening messages before whatever has been offered meanwhile, and begins to write.
    void start(AsyncContext answer, List<Frame> opening) {
        boolean complete;
        lock.lock();
        try {
            complete = ended;
            exchange = answer;
            completed |= complete;
            for (Frame frame : opening.reversed()) {
                queue.addFirst(frame);
            }
            write();
        } finally {
            lock.unlock();
        }
        answer.addListener(new End());
        if (complete) {
            complete();
        }
    }

    /// Queues a message if this stream wants its type.
    void offer(Frame frame) {
        if (frame.type() != null && !types.test(frame.type())) {
            return;
        }
        boolean full;
        lock.lock();
        try {
            if (ending || ended) {
                return;
            }
            full = queue.size() >= BUFFER;
            if (!full) {
                queue.addLast(frame);
                write();
            }
        } finally {
            lock.unlock();
        }
        if (full) {
            end();
        }
    }

    /// Looks after a stream that may be quiet or stuck; called about once a second.
    void tend(long id) {
        long quiet = System.nanoTime() - lastWrite;
        boolean stuck;
        lock.lock();
        try {
            stuck = writing && quiet >= PATIENCE;
            if (!writing && queue.isEmpty() && quiet >= HEARTBEAT && !ending && !ended) {
                queue.addLast(Frame.heartbeat(id));
                write();
            }
        } finally {
            lock.unlock();
        }
        if (stuck) {
            end();
        }
    }

    /// Writes what is queued and this last message, then ends.
    void finish(Frame last) {
        lock.lock();
        try {
            if (ending || ended) {
                return;
            }
            ending = true;
            queue.addLast(last);
            write();
        } finally {
            lock.unlock();
        }
    }

    /// Ends now; what is queued is dropped. A write that is stuck in the network ends with its own time limit.
    void end() {
        boolean complete;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            queue.clear();
            complete = exchange != null && !writing && !completed;
            completed |= complete;
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
        if (complete) {
            complete();
        }
    }

    private void write() {
        AsyncContext answer = exchange;
        if (answer != null && !ended && !writing && !queue.isEmpty()) {
            writing = true;
            lastWrite = System.nanoTime();
            writers.execute(() -> drain(answer));
        }
    }

    private void drain(AsyncContext answer) {
        boolean broken = false;
        while (true) {
            Frame frame = next(broken);
            if (frame == null) {
                return;
            }
            lastWrite = System.nanoTime();
            try {
                OutputStream out = answer.getResponse().getOutputStream();
                out.write(frame.bytes());
                out.flush();
            } catch (IOException | RuntimeException e) {
                // The client is gone or its connection is; what the container throws for it differs.
                broken = true;
            }
            lastWrite = System.nanoTime();
        }
    }

    /// The next frame to write; absent when this writer is to stop.
    private @Nullable Frame next(boolean broken) {
        boolean complete = false;
        lock.lock();
        try {
            Frame frame = broken || ended ? null : queue.pollFirst();
            if (frame != null) {
                return frame;
            }
            writing = false;
            if (broken || ended || ending) {
                ended = true;
                complete = !completed;
                completed = true;
            }
        } finally {
            lock.unlock();
        }
        if (complete) {
            onEnd.accept(this);
            complete();
        }
        return null;
    }

    private void complete() {
        AsyncContext answer = exchange;
        try {
            if (answer != null) {
                answer.complete();
            }
        } catch (IllegalStateException e) {
            // The container has ended it already.
        }
    }

    /// The container's word that the exchange is over.
    private final class End implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // happens once, before this listener is there
        }
    }
}
