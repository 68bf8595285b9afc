package eu.runlater.engine.runtime;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Background work: a thread that calls [Tick#once] when woken, and at the latest after the pause the last tick asked
/// for. A tick that throws is logged and tried again after a pause; it never ends the loop. [#close] lets a running
/// tick end. Any thread may wake or close it, any number of times.
public final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_ERROR = Duration.ofMillis(500);

    /// What to do. Returns how long the loop may sleep unless woken; zero means "again at once".
    public interface Tick {
        Duration once() throws InterruptedException;
    }

    private final String name;
    private final Tick tick;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean woken; // written under the lock
    private boolean closed;
    private final Thread thread;

    private Loop(String name, Tick tick, Thread.Builder builder) {
        this.name = name;
        this.tick = tick;
        this.thread = builder.name(name).unstarted(this::run);
    }

    /// Starts a loop on a platform thread: for loops that must run even when virtual threads are busy.
    public static Loop start(String name, Tick tick) {
        Loop loop = new Loop(name, tick, Thread.ofPlatform().daemon());
        loop.thread.start();
        return loop;
    }

    /// Ends the pause of the moment, or lets the next one be skipped.
    public void wake() {
        if (woken) {
            return; // the next tick is still to come, and will see what this caller has just made visible
        }
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            Duration pause;
            try {
                pause = tick.once();
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // The boundary of the loop: one bad tick must not end the work (G-RUN-10).
                log.atError().setCause(e).addKeyValue("loop", name).log("tick failed");
                pause = AFTER_ERROR;
            }
            if (!sleep(pause)) {
                return;
            }
        }
    }

    private boolean sleep(Duration pause) {
        lock.lock();
        try {
            long nanos = pause.toNanos();
            while (!woken && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            woken = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Stops after the tick of the moment; waits at most 10 s for it, then interrupts it.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
