package eu.runlater.engine.dispatch;

import eu.runlater.engine.queues.QueueGate;
import eu.runlater.engine.queues.QueueGate.QueueName;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Hands back runs whose host is blocked: the attempt is not made and not counted, nothing is recorded, the run is due
/// again later (behaviour §13). Those of the moment share one statement, fenced by their claims. One loop; [#park] any
/// thread.
@Component
class Parking {
    private static final Logger log = LoggerFactory.getLogger(Parking.class);
    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofMillis(300);

    private static final String PARK = """
            with wanted as (select * from unnest(?::uuid[], ?::uuid[], ?::bigint[]) as w(run_id, claim_id, due_micros)),
            back as (
              update run r
                 set state = case when r.gated then 2 else 0 end, parked = true,
                     due_at = greatest(r.due_at, 'epoch'::timestamptz + w.due_micros * interval '1 microsecond'),
                     claim_id = null, claimed_by = null, started_at = null
                from wanted w
               where r.id = w.run_id and r.claim_id = w.claim_id and r.state = 1 and not r.cancelled
              returning r.id, r.organization_id, r.queue, r.gated),
            freed as (delete from slot s using back where back.gated and s.run_id = back.id)
            select organization_id, coalesce(queue, '') from back where gated
            """;

    private record Parked(ClaimedRun run, Instant until, Runnable done) {}

    private final JdbcTemplate jdbc;
    private final QueueGate gate;
    private final BlockingQueue<Parked> pending = new LinkedBlockingQueue<>();
    private final List<Parked> batch = new ArrayList<>();
    private final Loop loop;

    Parking(VitalDatabase database, QueueGate gate) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.gate = gate;
        this.loop = Loop.start("parking", this::tick);
    }

    /// Takes a claimed run over. `done` runs once it is handed back (or was no longer this node's).
    void park(ClaimedRun run, Instant until, Runnable done) {
        pending.add(new Parked(run, until, done));
        loop.wake();
    }

    private Duration tick() {
        pending.drainTo(batch, BATCH - batch.size());
        if (batch.isEmpty()) {
            return IDLE;
        }
        Set<QueueName> queues;
        try {
            queues = new HashSet<>(jdbc.query(
                    PARK,
                    statement -> new ArrayParameters<>(batch)
                            .add("uuid", parked -> parked.run.id())
                            .add("uuid", parked -> parked.run.claimId())
                            .addMoment(Parked::until)
                            .bind(statement, 1),
                    (row, _) -> new QueueName(row.getObject(1, UUID.class), row.getString(2))));
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("runs", batch.size())
                    .addKeyValue("error", e.getMessage())
                    .log("runs not handed back");
            return RETRY;
        }
        batch.forEach(parked -> parked.done.run());
        batch.clear();
        gate.hint(queues);
        return pending.isEmpty() ? IDLE : Duration.ZERO;
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
