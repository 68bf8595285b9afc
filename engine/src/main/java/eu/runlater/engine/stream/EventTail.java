package eu.runlater.engine.stream;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.runtime.Loop;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Reads the log for all streams of this node: at once when woken, at the latest every second. Reads nothing while
/// nobody listens.
@Component
class EventTail {
    private static final Logger log = LoggerFactory.getLogger(EventTail.class);
    private static final long POLL = Duration.ofSeconds(1).toNanos();
    // Under load rows are read some dozens of times a second, many at a time, however often we are woken.
    private static final long BREATH = Duration.ofMillis(20).toNanos();
    private static final int LOOK_BACK = 200;

    private final EventLog events;
    private final StreamHub hub;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean news = new AtomicBoolean();
    private final Loop loop;
    private @Nullable LogPosition position; // absent while nobody listens
    private long lastRead;
    private boolean failing;

    EventTail(EventLog events, StreamHub hub, Wakeups wakeups) {
        this.events = events;
        this.hub = hub;
        this.loop = Loop.start("event-tail", this::tick);
        wakeups.listen(Topic.EVENTS, this::wake);
    }

    private void wake() {
        if (!hub.isEmpty() && !news.getAndSet(true)) {
            loop.wake();
        }
    }

    /// How far the tail is.
    ///
    /// @param complete everything up to this id was read, or never will be there
    /// @param highest nothing above this id was read
    record Mark(long complete, long highest) {}

    /// Begins to read if nothing is read yet. To be called after a stream was added to the hub: it is told all rows
    /// that are read after this mark, those of missing ids below it included.
    Mark follow() {
        lock.lock();
        try {
            if (position == null) {
                long last = events.lastGiven();
                long from = Math.max(0, last - LOOK_BACK);
                position = new LogPosition(last, from, events.idsAfter(from), System.nanoTime());
                loop.wake();
            }
            return new Mark(position.complete(), position.highest());
        } finally {
            lock.unlock();
        }
    }

    /// The id up to which everything was read, 0 while nobody listens.
    long complete() {
        lock.lock();
        try {
            return position == null ? 0 : position.complete();
        } finally {
            lock.unlock();
        }
    }

    private Duration tick() {
        lock.lock();
        try {
            if (hub.isEmpty()) {
                position = null;
            }
            LogPosition at = position;
            if (at == null) {
                return Duration.ofNanos(POLL);
            }
            long now = System.nanoTime();
            long sinceRead = now - lastRead;
            boolean wanted = news.get() || sinceRead >= POLL;
            boolean more = false;
            if (wanted && sinceRead >= BREATH) {
                news.set(false);
                lastRead = now;
                more = read(at);
            }
            long wait = Math.min(hub.flush(at.complete()), POLL);
            if (more || news.get()) {
                wait = Math.min(wait, Math.max(0, lastRead + BREATH - System.nanoTime()));
            }
            news.compareAndSet(false, more);
            return Duration.ofNanos(Math.max(0, wait));
        } finally {
            lock.unlock();
        }
    }

    /// Reads what is new; returns whether there is more.
    private boolean read(LogPosition at) {
        try {
            List<LogRow> rows =
                    events.news(at.highest(), at.missing(), hub.organizations(), hub.organizationsOfTasks());
            long now = System.nanoTime();
            for (LogRow row : rows) {
                at.passed(row.id(), now);
                hub.deliver(row);
            }
            at.giveUp(now);
            failing = false;
            return rows.size() >= EventLog.PAGE;
        } catch (DataAccessException e) {
            // Streams stay open over an outage of the database and go on after it (G-NOD-3).
            if (!failing) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("the event log cannot be read; trying on");
            }
            failing = true;
            return false;
        }
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}
