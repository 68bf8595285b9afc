package eu.runlater.engine.schedule;

import eu.runlater.engine.accounts.MonthlyLimits;
import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.dispatch.StatementFaults;
import eu.runlater.engine.schedule.Advance.Firing;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// One look at what is due. Pages of tasks are moved on in one short transaction each, which holds the leader's
/// lock (G-NOD-1). If a page cannot be written, its tasks are moved on one by one, so that a bad one fails alone:
/// its task is disabled with the reason, and the others go on (G-CRN-2). One thread.
@Component
class ScheduleTick {
    private static final Logger log = LoggerFactory.getLogger(ScheduleTick.class);
    static final int PAGE = 1_000;
    /// From so many on, runs that make up for missed firings are spread (G-QUE-5).
    private static final int WAVE = 10;
    private static final Duration SPREAD = Duration.ofSeconds(30);

    /// "runlater.schedule" in numbers.
    private static final String LOCK = "select pg_try_advisory_xact_lock(7278002)";

    private static final String LIMITS = """
            set local statement_timeout = '5s';
            set local lock_timeout = '5s';
            set local idle_in_transaction_session_timeout = '5s'
            """;

    private final VitalDatabase database;
    private final TransactionTemplate transactions;
    private final TickStatement statement;
    private final FiringPolicy policy;
    private final MonthlyLimits limits;
    private final DayPartitions partitions;

    ScheduleTick(
            VitalDatabase database,
            TickStatement statement,
            FiringPolicy policy,
            MonthlyLimits limits,
            DayPartitions partitions) {
        this.database = database;
        this.transactions = database.transactions();
        this.statement = statement;
        this.policy = policy;
        this.limits = limits;
        this.partitions = partitions;
    }

    /// What a tick did.
    ///
    /// @param led whether this node had the lock
    /// @param tasks moved on · @param runs planned · @param more whether tasks are left that are due
    record Result(boolean led, int tasks, int runs, boolean more) {
        static final Result NOT_LED = new Result(false, 0, 0, false);
    }

    /// Moves on up to a page of due tasks.
    Result once() {
        List<Advance> advances = new ArrayList<>();
        try {
            return page(advances);
        } catch (RuntimeException e) {
            if (advances.isEmpty() || StatementFaults.isUnavailable(e)) {
                throw e;
            }
            if (StatementFaults.isMissingPartition(e)) {
                advances.forEach(this::ensurePartitions);
                return page(advances);
            }
            log.atError()
                    .setCause(e)
                    .addKeyValue("tasks", advances.size())
                    .log("a page of due tasks was refused: moving them on one by one");
            return oneByOne(advances);
        }
    }

    private void ensurePartitions(Advance advance) {
        for (Firing firing : advance.firings()) {
            if (firing.count() == 1) {
                partitions.ensure(Table.FIRING, firing.scheduledFor());
            }
        }
    }

    /// @param advances filled with what was decided, for the case that it cannot be written
    private Result page(List<Advance> advances) {
        return transactions.execute(_ -> {
            database.jdbc().sql(LIMITS).update();
            if (!lead()) {
                return Result.NOT_LED;
            }
            Instant now = statement.now();
            List<DueTask> due = statement.due(PAGE);
            advances.clear();
            due.forEach(task -> advances.add(policy.advance(task, now, overLimit(task))));
            List<Advance> spread = spread(advances, now);
            advances.clear();
            advances.addAll(spread);
            int moved = advances.isEmpty() ? 0 : statement.write(advances);
            return new Result(true, moved, runs(advances), due.size() == PAGE);
        });
    }

    private boolean overLimit(DueTask task) {
        return Plan.of(task.plan()).stopsAtLimit() && limits.reached(task.organizationId());
    }

    private boolean lead() {
        return Boolean.TRUE.equals(
                database.jdbc().sql(LOCK).query(Boolean.class).single());
    }

    private Result oneByOne(List<Advance> advances) {
        int moved = 0;
        int runs = 0;
        for (Advance advance : advances) {
            try {
                ensurePartitions(advance);
                moved += alone(advance);
                runs += runs(List.of(advance));
            } catch (RuntimeException e) {
                if (StatementFaults.isUnavailable(e)) {
                    throw e;
                }
                log.atError()
                        .setCause(e)
                        .addKeyValue("task", advance.task().id())
                        .log("a task could not be moved on: disabling it");
                moved += alone(new Advance(
                        advance.task(),
                        null,
                        null,
                        List.of(),
                        "The schedule could not be advanced: " + e.getMessage()));
            }
        }
        return new Result(true, moved, runs, false);
    }

    private int alone(Advance advance) {
        return transactions.execute(_ -> {
            database.jdbc().sql(LIMITS).update();
            return statement.write(List.of(advance));
        });
    }

    /// After an outage, what is made up for does not start all at once.
    private static List<Advance> spread(List<Advance> advances, Instant now) {
        long wave = advances.stream()
                .flatMap(advance -> advance.firings().stream())
                .filter(Firing::caughtUp)
                .count();
        if (wave <= WAVE) {
            return List.copyOf(advances);
        }
        Duration step = SPREAD.dividedBy(wave);
        List<Advance> spread = new ArrayList<>(advances.size());
        int place = 0;
        for (Advance advance : advances) {
            List<Firing> firings = new ArrayList<>();
            for (Firing firing : advance.firings()) {
                firings.add(firing.caughtUp() ? firing.dueAt(now.plus(step.multipliedBy(place++))) : firing);
            }
            spread.add(new Advance(advance.task(), advance.nextRunAt(), advance.tickAt(), firings, advance.error()));
        }
        return spread;
    }

    private static int runs(List<Advance> advances) {
        return (int) advances.stream().mapToLong(Advance::runs).sum();
    }
}
