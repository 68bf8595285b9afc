package eu.runlater.engine.retention;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.retention.RetentionRepository.Shorter;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Keeps what is to be kept and no longer: every hour, on one node at a time. A day of history is dropped as a
/// whole once it is past every organization's time; a day of one-time definitions only when no run refers to it
/// any more, so that a task planned a year ahead survives (architecture §3).
@Component
class RetentionJob {
    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    /// "runlater.retention" in numbers; a lock of a transaction, for nothing may hang on a session.
    private static final String LOCK = "select pg_try_advisory_xact_lock(7278003)";

    private static final String NOTE = """
            insert into leader_tick (job, node_id, at, took_ms) values ('retention', :node, app_now(), :took)
            on conflict (job) do update set node_id = excluded.node_id, at = excluded.at, took_ms = excluded.took_ms
            """;

    private final RetentionRepository repository;
    private final DayPartitions partitions;
    private final VitalDatabase database;
    private final NodeIdentity node;
    private final Loop loop;
    private boolean first = true;

    RetentionJob(RetentionRepository repository, DayPartitions partitions, VitalDatabase database, NodeIdentity node) {
        this.repository = repository;
        this.partitions = partitions;
        this.database = database;
        this.node = node;
        this.loop = Loop.start("retention", this::tick);
    }

    private Duration tick() {
        if (first) {
            first = false;
            return FIRST;
        }
        try {
            once();
            return EVERY;
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("old history was not cleared; trying again soon");
            return AFTER_FAILURE;
        }
    }

    /// One pass. Another node that is at it holds the lock; then there is nothing to do here.
    void once() {
        long start = System.nanoTime();
        if (!leads()) {
            return;
        }
        LocalDate today = repository.today();
        int longest = repository.longest();
        LocalDate keptFrom = today.minusDays(longest);
        for (Table table : Table.values()) {
            for (LocalDate day : partitions.days(table)) {
                // The day's last moment must be past, not its first.
                if (day.isBefore(keptFrom) && !(table == Table.ONCE_TASK && repository.isReferred(day))) {
                    partitions.drop(table, day);
                }
            }
        }
        for (Shorter shorter : repository.shorter(longest)) {
            inPages(() -> repository.deleteExecutions(shorter));
            inPages(() -> repository.deleteFirings(shorter));
            inPages(() -> repository.deleteEvents(shorter));
            inPages(() -> repository.deletePings(shorter));
            inPages(() -> repository.deleteChecks(shorter));
        }
        for (int i = 0; i < repository.trims(); i++) {
            int which = i;
            inPages(() -> repository.trim(which));
        }
        database.jdbc()
                .sql(NOTE)
                .param("node", node.id())
                .param("took", (System.nanoTime() - start) / 1e6)
                .update();
    }

    /// Whether nobody else is at it at this moment. The lock ends with its own short transaction: two nodes at work at
    /// once would only find less to do each.
    private boolean leads() {
        return Boolean.TRUE.equals(database.transactions()
                .execute(_ -> database.jdbc().sql(LOCK).query(Boolean.class).single()));
    }

    private static void inPages(IntSupplier page) {
        int deleted;
        do {
            deleted = page.getAsInt();
        } while (deleted >= RetentionRepository.PAGE);
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
