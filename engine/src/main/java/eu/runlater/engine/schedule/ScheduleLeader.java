package eu.runlater.engine.schedule;

import eu.runlater.engine.cluster.NodeLease;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.dispatch.Dispatcher;
import eu.runlater.engine.runtime.Loop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Ticks at least once a second, and whenever a schedule was changed or the next firing is near. Every node does; who
/// finds the lock free leads that tick, and nothing is remembered of it (G-NOD-1): when a leader dies, the next tick of
/// any other node is a leader's.
@Component
class ScheduleLeader implements SmartLifecycle {
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);
    /// After the dispatcher has begun, and ending before it ends: a stopping node must not plan what others run.
    private static final int PHASE = Integer.MAX_VALUE - 4000;

    private static final long NOTED_EVERY = Duration.ofSeconds(1).toNanos();

    private final ScheduleTick tick;
    private final TickStatement statement;
    private final NodeLease lease;
    private final Dispatcher dispatcher;
    private final Wakeups wakeups;
    private final Timer timer;
    private final Counter planned;
    private long notedAt = System.nanoTime() - NOTED_EVERY;
    private volatile @Nullable Loop loop;

    ScheduleLeader(
            ScheduleTick tick,
            TickStatement statement,
            NodeLease lease,
            Dispatcher dispatcher,
            Wakeups wakeups,
            MeterRegistry metrics) {
        this.tick = tick;
        this.statement = statement;
        this.lease = lease;
        this.dispatcher = dispatcher;
        this.wakeups = wakeups;
        this.timer = metrics.timer("runlater.leader.tick");
        this.planned = metrics.counter("runlater.firings.planned");
        wakeups.listen(Topic.SCHEDULE, this::wake);
    }

    private void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    private Duration tick() {
        if (!lease.valid()) {
            return AT_LEAST_EVERY;
        }
        long start = System.nanoTime();
        ScheduleTick.Result result = tick.once();
        if (!result.led()) {
            return AT_LEAST_EVERY;
        }
        long took = System.nanoTime() - start;
        timer.record(Duration.ofNanos(took));
        planned.increment(result.runs());
        if (result.tasks() > 0 || start - notedAt >= NOTED_EVERY) {
            statement.note("schedule", took / 1e6);
            notedAt = start;
        }
        if (result.runs() > 0) {
            dispatcher.ready();
            wakeups.everywhere(Topic.RUNS);
            wakeups.everywhere(Topic.EVENTS);
        }
        if (result.more()) {
            return Duration.ZERO;
        }
        long millis = statement.millisToNext();
        return millis >= AT_LEAST_EVERY.toMillis() ? AT_LEAST_EVERY : Duration.ofMillis(Math.max(1, millis));
    }

    @Override
    public void start() {
        loop = Loop.start("schedule-leader", this::tick);
    }

    @Override
    public void stop() {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        loop = null;
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
