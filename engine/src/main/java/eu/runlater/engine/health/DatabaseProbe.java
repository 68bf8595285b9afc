package eu.runlater.engine.health;

import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks the database whether it is there. One question at a time, shared by everyone who asks meanwhile and
/// for half a second afterwards; nobody waits longer than a second and a half for it. Any thread.
@Component
class DatabaseProbe {
    private static final Logger log = LoggerFactory.getLogger(DatabaseProbe.class);
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration KEPT = Duration.ofMillis(500);

    /// @param partitions whether today's and tomorrow's day partitions are there
    record Finding(boolean connected, boolean partitions) {
        static final Finding ABSENT = new Finding(false, false);
    }

    private record Question(CompletableFuture<Finding> answer, long askedAt) {
        boolean usable() {
            return !answer.isDone() || System.nanoTime() - askedAt < KEPT.toNanos();
        }
    }

    private final VitalDatabase database;
    private final DayPartitions partitions;
    private @Nullable Question last;

    DatabaseProbe(VitalDatabase database, DayPartitions partitions) {
        this.database = database;
        this.partitions = partitions;
    }

    Finding ask() {
        try {
            return question().answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return Finding.ABSENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.ABSENT;
        }
    }

    private synchronized Question question() {
        Question current = last;
        if (current == null || !current.usable()) {
            CompletableFuture<Finding> answer = new CompletableFuture<>();
            current = new Question(answer, System.nanoTime());
            last = current;
            Thread.ofVirtual().name("health-probe").start(() -> answer.complete(look()));
        }
        return current;
    }

    private Finding look() {
        try {
            database.jdbc().sql("select 1").query(Integer.class).single();
            return new Finding(true, partitions.ready());
        } catch (RuntimeException e) {
            log.debug("the database does not answer", e);
            return Finding.ABSENT;
        }
    }
}
