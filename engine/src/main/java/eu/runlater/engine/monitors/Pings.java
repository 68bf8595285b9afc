package eu.runlater.engine.monitors;

import eu.runlater.engine.dispatch.StatementFaults;
import eu.runlater.engine.monitors.Monitor.Health;
import eu.runlater.engine.monitors.Monitor.Status;
import eu.runlater.engine.monitors.MonitorRepository.Held;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes pings (behaviour §19): the ping, what its monitor is now and what tells of it are one transaction, committed
/// before the job hears "ok". Pings of one monitor come one after the other, so that many give one recovery. Any
/// thread.
@Service
class Pings {
    /// What the job is to be told.
    sealed interface Outcome {
        record Taken(String monitor) implements Outcome {}

        record Unknown() implements Outcome {}

        record Disabled() implements Outcome {}
    }

    private final MonitorRepository monitors;
    private final PingRepository pings;
    private final MonitorChanges changes;
    private final DayPartitions partitions;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    Pings(
            MonitorRepository monitors,
            PingRepository pings,
            MonitorChanges changes,
            DayPartitions partitions,
            TransactionTemplate transactions,
            Ids ids,
            InstantSource clock,
            MeterRegistry metrics) {
        this.monitors = monitors;
        this.pings = pings;
        this.changes = changes;
        this.partitions = partitions;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    Outcome take(String token, Ping ping) {
        Outcome outcome;
        try {
            outcome = stored(token, ping);
        } catch (RuntimeException e) {
            if (!StatementFaults.isMissingPartition(e)) {
                throw e;
            }
            partitions.ensure(Table.PING, clock.instant());
            outcome = stored(token, ping);
        }
        if (outcome instanceof Outcome.Taken) {
            metrics.counter("runlater.pings", "kind", ping.kind().name().toLowerCase(Locale.ROOT))
                    .increment();
            changes.sent();
        }
        return outcome;
    }

    private Outcome stored(String token, Ping ping) {
        return transactions.execute(_ -> {
            Optional<Held> held = monitors.lockToken(token);
            if (held.isEmpty()) {
                return new Outcome.Unknown();
            }
            Monitor monitor = held.get().monitor();
            if (monitor.health().status() == Status.PAUSED) {
                return new Outcome.Disabled();
            }
            apply(monitor, held.get().now(), ping);
            return new Outcome.Taken(monitor.name());
        });
    }

    private void apply(Monitor monitor, Instant now, Ping ping) {
        Health health = monitor.health();
        Instant startedAt = health.startedAt();
        Long duration = ping.kind() == Ping.Kind.START ? null : millis(startedAt, now);
        pings.insert(ids.next(), monitor, now, duration, ping);
        Expectation expectation = monitor.content().expectation();
        switch (ping.kind()) {
            case START -> changes.become(monitor, health.started(now), now, "");
            case SUCCESS -> {
                pings.count(monitor.id(), now, expectation.perDay(now));
                Instant expected = expectation.after(now, startedAt);
                changes.become(
                        monitor,
                        health.up(now, duration, expected, monitor.content().graceSeconds()),
                        now,
                        "\"" + monitor.name() + "\" reported success again.");
            }
            case FAIL ->
                changes.become(
                        monitor,
                        health.failed(now, duration, ping.cause(), expectation.after(now, startedAt)),
                        now,
                        "\"" + monitor.name() + "\" reported a failure"
                                + (ping.exitCode() == null ? "." : ": exit code " + ping.exitCode() + "."));
        }
    }

    private static @Nullable Long millis(@Nullable Instant from, Instant until) {
        return from == null
                ? null
                : Long.valueOf(Math.max(0, Duration.between(from, until).toMillis()));
    }
}
