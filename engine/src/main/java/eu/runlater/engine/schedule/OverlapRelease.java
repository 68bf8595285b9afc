package eu.runlater.engine.schedule;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Lets the one run go that waits behind an earlier run of its task (overlap: queue_one), once that one is over. Looks
/// when something was settled, and every second; the statement is safe to run on every node at once.
@Component
class OverlapRelease {
    private static final Duration EVERY = Duration.ofSeconds(1);
    // Settled work wakes it very often; a look costs nothing while no run is held, but need not follow every batch.
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(50);

    private static final String RELEASE = """
            update run r
               set state = case when r.gated then 2 else 0 end
             where r.state = 3
               and not exists (
                 select from run other
                  where other.organization_id = r.organization_id and other.task_id = r.task_id and other.state <> 3)
            """;

    private final VitalDatabase database;
    private final Wakeups wakeups;
    private final Loop loop;
    private long lookedAt = System.nanoTime() - EVERY.toNanos();

    OverlapRelease(VitalDatabase database, Wakeups wakeups) {
        this.database = database;
        this.wakeups = wakeups;
        this.loop = Loop.start("overlap-release", this::tick);
        wakeups.listen(Topic.EVENTS, loop::wake);
    }

    private Duration tick() {
        long since = System.nanoTime() - lookedAt;
        if (since < AT_MOST_EVERY.toNanos()) {
            return Duration.ofNanos(AT_MOST_EVERY.toNanos() - since);
        }
        lookedAt = System.nanoTime();
        if (database.jdbc().sql(RELEASE).update() > 0) {
            wakeups.everywhere(Topic.RUNS);
        }
        return EVERY;
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
