package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.queues.QueueGate;
import eu.runlater.engine.queues.QueueGate.QueueName;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Records outcomes: those of the moment become one statement. A batch leaves as soon as the database is free for
/// it and never waits to fill. While the database cannot be reached the outcomes wait here, at most one per
/// permit, and are written when it is back: the fence makes a late write harmless (G-NOD-3). One loop; [#settle]
/// any thread.
@Component
class Settler {
    private static final Logger log = LoggerFactory.getLogger(Settler.class);
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofMillis(300);
    private static final Duration IDLE = Duration.ofMinutes(1);

    /// An outcome and what to do when it is recorded (or found stale): give the permit back.
    private record Pending(Settlement settlement, Runnable recorded) {}

    private final SettleStatement statement;
    private final CircuitBoard board;
    private final DayPartitions partitions;
    private final QueueGate gate;
    private final Wakeups wakeups;
    private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
    private final List<Pending> batch = new ArrayList<>();
    private final Timer timer;
    private final Counter late;
    private final Loop loop;
    private volatile double averageMillis;

    Settler(
            SettleStatement statement,
            CircuitBoard board,
            DayPartitions partitions,
            QueueGate gate,
            Wakeups wakeups,
            MeterRegistry metrics) {
        this.statement = statement;
        this.board = board;
        this.partitions = partitions;
        this.gate = gate;
        this.wakeups = wakeups;
        this.timer = metrics.timer("runlater.settle");
        this.late = metrics.counter("runlater.late.results");
        this.loop = Loop.start("settler", this::tick);
    }

    /// Takes an outcome over. `recorded` runs on the settler's thread once it is in the database or known to be
    /// stale.
    void settle(Settlement settlement, Runnable recorded) {
        pending.add(new Pending(settlement, recorded));
        loop.wake();
    }

    /// Moving average of the statement's time, in milliseconds; 0 before the first.
    double averageMillis() {
        return averageMillis;
    }

    int waiting() {
        return pending.size();
    }

    private Duration tick() {
        pending.drainTo(batch, BATCH - batch.size());
        if (batch.isEmpty()) {
            return IDLE;
        }
        try {
            record(batch);
            batch.clear();
        } catch (DataAccessException e) {
            if (!recover(e)) {
                return RETRY;
            }
        }
        return pending.isEmpty() && batch.isEmpty() ? IDLE : Duration.ZERO;
    }

    private void record(List<Pending> outcomes) {
        long start = System.nanoTime();
        SettleStatement.Settled settled =
                statement.settle(outcomes.stream().map(Pending::settlement).toList());
        board.learn(settled.circuits());
        Map<UUID, Boolean> current = settled.current();
        long took = System.nanoTime() - start;
        timer.record(Duration.ofNanos(took));
        averageMillis = averageMillis == 0 ? took / 1e6 : averageMillis * 0.9 + took / 1e6 * 0.1;
        Set<QueueName> queues = new HashSet<>();
        for (Pending outcome : outcomes) {
            ClaimedRun run = outcome.settlement.run();
            Boolean gated = current.get(run.id());
            if (gated == null) {
                log.atWarn()
                        .addKeyValue("run", run.id())
                        .addKeyValue("execution", run.executionId())
                        .log("stale result");
                late.increment();
                statement.noteLate(outcome.settlement);
            } else if (gated) {
                queues.add(new QueueName(run.organizationId(), run.queue() == null ? "" : run.queue()));
            }
            outcome.recorded.run();
        }
        settled.calledBack().forEach(organization -> queues.add(new QueueName(organization, "")));
        gate.hint(queues);
        wakeups.everywhere(Topic.EVENTS);
        if (!settled.calledBack().isEmpty()) {
            wakeups.everywhere(Topic.RUNS);
        }
    }

    /// Deals with a batch the database would not take. @return whether to go on at once
    private boolean recover(DataAccessException e) {
        if (StatementFaults.isMissingPartition(e)) {
            batch.forEach(outcome -> {
                partitions.ensure(Table.EXECUTION, outcome.settlement.finishedAt());
                outcome.settlement
                        .callbacks()
                        .forEach(callback -> partitions.ensure(
                                Table.ONCE_TASK, callback.task().insertedAt()));
            });
            return true;
        }
        if (StatementFaults.isUnavailable(e)) {
            log.atWarn()
                    .addKeyValue("outcomes", batch.size())
                    .addKeyValue("error", e.getMessage())
                    .log("outcomes wait for the database");
            return false;
        }
        // A row the database refuses must fail alone (architecture §4), and must not leave its claim behind (G-RUN-10).
        log.atError().setCause(e).log("a batch of outcomes was refused: recording them one by one");
        List<Pending> rows = List.copyOf(batch);
        for (Pending row : rows) {
            if (!recordAlone(row)) {
                return false;
            }
            batch.remove(row);
        }
        return true;
    }

    private boolean recordAlone(Pending row) {
        try {
            record(List.of(row));
            return true;
        } catch (DataAccessException e) {
            if (StatementFaults.isUnavailable(e)) {
                return false;
            }
            log.atError()
                    .setCause(e)
                    .addKeyValue("execution", row.settlement.run().executionId())
                    .log("an outcome could not be recorded in full: recording it without what came back");
        }
        try {
            record(List.of(
                    new Pending(row.settlement.withoutExchange("The answer could not be stored."), row.recorded)));
            return true;
        } catch (DataAccessException e) {
            if (StatementFaults.isUnavailable(e)) {
                return false;
            }
            // Nothing of it can be written: let the claim go, the sweep of own orphans makes the run due again.
            log.atError()
                    .setCause(e)
                    .addKeyValue("execution", row.settlement.run().executionId())
                    .log("an outcome could not be recorded at all");
            row.recorded.run();
            return true;
        }
    }

    /// Stops after everything waiting was written, or the limit passed.
    void close(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!(pending.isEmpty() && batchIsEmpty()) && System.nanoTime() < end) {
            loop.wake();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        loop.close();
    }

    private boolean batchIsEmpty() {
        return batch.isEmpty();
    }
}
