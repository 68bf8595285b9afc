package eu.runlater.engine.monitors;

import eu.runlater.engine.delivery.Delivery;
import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.OutgoingCall;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.dispatch.StatementFaults;
import eu.runlater.engine.monitors.Monitor.Health;
import eu.runlater.engine.monitors.Monitor.Status;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes one call of an http monitor and settles it (decision 24): the row, the roll-ups, what the monitor is now and
/// what tells of it are one transaction (G-MON-1). No transaction is open during the call. Any thread.
@Service
class Prober {
    /// How soon a failure is looked at again before it is believed.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final MonitorRepository monitors;
    private final CheckRepository checks;
    private final MonitorChanges changes;
    private final Delivery delivery;
    private final DayPartitions partitions;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final InstantSource clock;

    Prober(
            MonitorRepository monitors,
            CheckRepository checks,
            MonitorChanges changes,
            Delivery delivery,
            DayPartitions partitions,
            TransactionTemplate transactions,
            Ids ids,
            InstantSource clock) {
        this.monitors = monitors;
        this.checks = checks;
        this.changes = changes;
        this.delivery = delivery;
        this.partitions = partitions;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /// Calls a monitor that was claimed; nothing when it was deleted or paused meanwhile.
    void probe(UUID id) {
        Monitor monitor = monitors.any(id).orElse(null);
        Probe probe = monitor == null ? null : monitor.content().probe();
        if (monitor == null || probe == null || !monitor.content().enabled()) {
            return;
        }
        Instant begun = clock.instant();
        AtomicReference<@Nullable Instant> certificate = new AtomicReference<>();
        UUID checkId = ids.next();
        Report report = delivery.deliver(
                new OutgoingCall(probe.call(monitor, begun), checkId, checkId, 0),
                found -> certificate.set(found.get()));
        if (report.outcome() instanceof Outcome.Interrupted) {
            return; // this node stops; another one calls when the claim has run out
        }
        Instant until = certificate.get();
        Verdict verdict = Verdict.of(probe, report, until, clock.instant());
        try {
            settle(monitor, checkId, begun, verdict, report, until);
        } catch (RuntimeException e) {
            if (!StatementFaults.isMissingPartition(e)) {
                throw e;
            }
            partitions.ensure(Table.MONITOR_CHECK, begun);
            settle(monitor, checkId, begun, verdict, report, until);
        }
        changes.sent();
    }

    private void settle(
            Monitor called, UUID checkId, Instant begun, Verdict verdict, Report report, @Nullable Instant until) {
        transactions.executeWithoutResult(_ -> {
            Monitor monitor =
                    monitors.lock(called.organizationId(), called.id()).orElse(null);
            if (monitor == null
                    || monitor.version() != called.version()
                    || !monitor.content().enabled()) {
                return; // it was edited meanwhile: this answer is to another question
            }
            checks.insert(checkId, monitor, begun, verdict, report);
            int failures = verdict.good() ? 0 : checks.failures(monitor.id()) + 1;
            Duration interval =
                    Duration.ofSeconds(monitor.content().expectation().seconds());
            Probe probe = called.content().probe();
            boolean believed = probe == null || failures >= probe.confirmations();
            Duration pause = failures == 0 || believed || interval.compareTo(AGAIN) < 0 ? interval : AGAIN;
            Instant now = clock.instant();
            Instant next = begun.plus(pause);
            checks.note(monitor.id(), failures, next.isAfter(now) ? next : now, until);
            Health before = monitor.health();
            long took = report.phases().totalMicros() / 1_000;
            if (verdict.good()) {
                changes.become(
                        monitor, before.answered(begun, took, now), now, "\"" + monitor.name() + "\" answers again.");
            } else if (before.status() == Status.DOWN || believed) {
                changes.become(
                        monitor,
                        before.unanswered(begun, took, String.valueOf(verdict.cause()), now),
                        now,
                        "\"" + monitor.name() + "\": " + verdict.message() + ".");
            } else {
                changes.become(monitor, before.doubted(begun, took), now, "");
            }
        });
    }
}
