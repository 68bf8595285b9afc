package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.MonitorRepository.Held;
import eu.runlater.engine.runtime.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds the monitors that are overdue, every 5 s on one node. Beats first: who finds that nobody has beaten for longer
/// than two pauses knows that no engine could take pings meanwhile, and moves all deadlines by that time (G-MON-1). It
/// uses the pool that pings use, so that a database too busy for them is an outage, too. One thread, and tests.
@Component
class MonitorWatch implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MonitorWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration OUTAGE = EVERY.multipliedBy(2);
    private static final int PAGE = 200;
    /// After the port was opened, and ending before it is closed: a beat says that pings can come.
    private static final int PHASE = Integer.MAX_VALUE - 1000;

    /// "runlater.monitors" in numbers; a lock of a transaction, for nothing may hang on a session.
    private static final String LOCK = "select pg_try_advisory_xact_lock(7278010)";

    private static final String LIMITS = """
            set local statement_timeout = '5s';
            set local lock_timeout = '5s';
            set local idle_in_transaction_session_timeout = '5s'
            """;

    private static final String LAST = "select beat_at, app_now() as now from monitor_watch";

    private static final String BEAT = """
            insert into monitor_watch (beat_at) values (app_now()) on conflict (one) do update set beat_at = excluded.beat_at
            """;

    // Not those that were overdue before it, and not those that were set after it.
    private static final String MOVE = """
            update monitor set deadline_at = deadline_at + :millis * interval '1 millisecond'
             where deadline_at > :last and armed_at <= :last
            """;

    private record Beat(Instant last, Instant now) {
        Duration silence() {
            return Duration.between(last, now);
        }
    }

    private final MonitorRepository repository;
    private final MonitorChanges changes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private volatile @Nullable Loop loop;

    MonitorWatch(
            MonitorRepository repository, MonitorChanges changes, JdbcClient jdbc, TransactionTemplate transactions) {
        this.repository = repository;
        this.changes = changes;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private Duration tick() {
        return once() == PAGE ? Duration.ZERO : EVERY;
    }

    /// One look; returns how many were looked at.
    int once() {
        boolean leads = Boolean.TRUE.equals(transactions.execute(_ -> beat()));
        if (!leads) {
            return 0;
        }
        List<UUID> overdue = repository.overdue(PAGE);
        int told = 0;
        for (UUID id : overdue) {
            try {
                told += Boolean.TRUE.equals(transactions.execute(_ -> down(id))) ? 1 : 0;
            } catch (RuntimeException e) {
                // The boundary of one monitor: it is tried again with the next tick, and the others go on.
                log.atError().setCause(e).addKeyValue("monitor", id).log("an overdue monitor could not be marked down");
            }
        }
        if (told > 0) {
            changes.sent();
        }
        return told == overdue.size() ? told : 0;
    }

    private boolean beat() {
        jdbc.sql(LIMITS).update();
        if (!Boolean.TRUE.equals(jdbc.sql(LOCK).query(Boolean.class).single())) {
            return false;
        }
        Optional<Beat> found = jdbc.sql(LAST)
                .query((row, _) -> new Beat(
                        row.getObject("beat_at", OffsetDateTime.class).toInstant(),
                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .optional();
        if (found.isPresent() && found.get().silence().compareTo(OUTAGE) > 0) {
            Beat beat = found.get();
            int moved = jdbc.sql(MOVE)
                    .param("millis", beat.silence().toMillis())
                    .param("last", beat.last.atOffset(ZoneOffset.UTC))
                    .update();
            log.atInfo()
                    .addKeyValue("since", beat.last)
                    .addKeyValue("seconds", beat.silence().toSeconds())
                    .addKeyValue("monitors", moved)
                    .log("no engine could take pings: deadlines moved by that time");
        }
        jdbc.sql(BEAT).update();
        return true;
    }

    private boolean down(UUID id) {
        Optional<Held> held = repository.lockOverdue(id);
        held.ifPresent(found -> {
            Monitor monitor = found.monitor();
            changes.become(monitor, monitor.health().overdue(found.now()), found.now(), text(monitor));
        });
        return held.isPresent();
    }

    private static String text(Monitor monitor) {
        return "\"" + monitor.name() + "\" has not reported: a ping was due by "
                + monitor.health().nextExpectedAt() + ", and none came within its grace of "
                + monitor.content().graceSeconds() + " s.";
    }

    @Override
    public void start() {
        loop = Loop.start("monitor-watch", this::tick);
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
