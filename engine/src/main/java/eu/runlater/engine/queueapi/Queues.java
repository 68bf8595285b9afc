package eu.runlater.engine.queueapi;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.dispatch.RunControl;
import eu.runlater.engine.queueapi.QueueRepository.Standing;
import eu.runlater.engine.queues.QueueControl;
import eu.runlater.engine.queues.QueueControl.Limits;
import eu.runlater.engine.queues.QueueControl.Note;
import eu.runlater.engine.queues.QueueSettings;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.Changed;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.QueueView;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What operators do with queues, one use case a method. Any thread.
@Service
class Queues {
    private static final int SAMPLE = 10;

    private final QueueRepository repository;
    private final QueueControl control;
    private final RunControl runs;
    private final ChangeNews news;
    private final AuditLog audit;

    Queues(QueueRepository repository, QueueControl control, RunControl runs, ChangeNews news, AuditLog audit) {
        this.repository = repository;
        this.control = control;
        this.runs = runs;
        this.news = news;
        this.audit = audit;
    }

    /// What a purge did, or would do.
    ///
    /// @param waiting runs that waited · @param cancelled of them · @param skipped had started meanwhile
    /// @param sample the next in line
    record Purged(boolean dryRun, long waiting, long cancelled, long skipped, List<ExecutionSummary> sample) {}

    List<QueueView> all(Caller caller) {
        control.keepUsed(caller.organizationId());
        return repository.standing(caller.organizationId(), null).stream()
                .map(standing -> view(
                        caller,
                        standing,
                        control.find(caller.organizationId(), standing.name()).orElseThrow(),
                        false))
                .toList();
    }

    /// @throws ApiProblem 404 for a name that no task has used and nobody has paused
    QueueView one(Caller caller, String queue) {
        control.findUsed(caller.organizationId(), queue).orElseThrow(() -> ApiProblem.notFound("queue"));
        return repository.standing(caller.organizationId(), queue).stream()
                .findFirst()
                .flatMap(standing -> control.find(caller.organizationId(), queue)
                        .map(settings -> view(caller, standing, settings, true)))
                .orElseThrow(() -> ApiProblem.notFound("queue"));
    }

    QueueView pause(Caller caller, String queue, @Nullable String reason) {
        control.pause(
                caller.organizationId(),
                queue,
                reason,
                caller.credentialName(),
                note(caller, "queue.paused", reason, after -> action("queue.paused", queue, reason)));
        news.sent();
        return one(caller, queue);
    }

    QueueView resume(Caller caller, String queue, @Nullable String reason) {
        control.resume(
                caller.organizationId(),
                queue,
                note(caller, "queue.resumed", null, after -> action("queue.resumed", queue, reason)));
        news.sent();
        return one(caller, queue);
    }

    QueueView update(Caller caller, String queue, Function<QueueSettings, Limits> decide, @Nullable String reason) {
        AtomicReference<QueueSettings> before = new AtomicReference<>();
        control.update(
                caller.organizationId(),
                queue,
                current -> {
                    before.set(current);
                    return decide.apply(current);
                },
                note(
                        caller,
                        "queue.updated",
                        null,
                        after -> changes(action("queue.updated", queue, reason), before.get(), after)));
        news.sent();
        return one(caller, queue);
    }

    /// Cancels what waits in a queue; each ends on record. Goes on in pages until nothing is left that waited when it
    /// began, so that a queue that is being filled does not keep it busy for ever.
    Purged purge(Caller caller, String queue, boolean dryRun, @Nullable String reason) {
        QueueSettings settings =
                control.findUsed(caller.organizationId(), queue).orElseThrow(() -> ApiProblem.notFound("queue"));
        long waiting = repository.countWaiting(caller.organizationId(), queue);
        List<ExecutionSummary> sample = repository.next(caller.organizationId(), queue, settings.ordered());
        sample = sample.subList(0, Math.min(SAMPLE, sample.size()));
        if (dryRun) {
            return new Purged(true, waiting, 0, 0, sample);
        }
        RunControl.Purge purge = runs.cancelQueue(caller.organizationId(), queue, waiting);
        if (purge.cancelled() > 0) {
            news.tellAlone(
                    caller.organizationId(),
                    "queue.purged",
                    new Changed(queue, queue, purge.cancelled() + " waiting runs were cancelled"));
        }
        audit.record(caller, action("queue.purged", queue, reason).meta("cancelled", purge.cancelled()));
        return new Purged(false, waiting, purge.cancelled(), Math.max(0, waiting - purge.cancelled()), sample);
    }

    private Note note(Caller caller, String type, @Nullable String text, Function<QueueSettings, AuditAction> action) {
        return (jdbc, after) -> {
            news.tell(jdbc, caller.organizationId(), type, new Changed(after.name(), after.name(), text));
            AuditAction done = action.apply(after);
            if (!type.equals("queue.updated") || !done.changesNothing()) {
                audit.record(jdbc, caller, done);
            }
        };
    }

    private static AuditAction action(String action, String queue, @Nullable String reason) {
        return AuditAction.of(action, "queue", queue, queue).reason(reason);
    }

    private static AuditAction changes(AuditAction action, @Nullable QueueSettings before, QueueSettings after) {
        return before == null
                ? action
                : action.change("concurrency", before.concurrency(), after.concurrency())
                        .change("rate", before.rate(), after.rate())
                        .change("ordered", before.ordered(), after.ordered())
                        .change("priority", before.priority(), after.priority());
    }

    private QueueView view(Caller caller, Standing standing, QueueSettings settings, boolean inDepth) {
        String blockedBy = blockedBy(caller, standing, settings);
        return new QueueView(
                standing.name(),
                settings.paused(),
                settings.pausedReason(),
                settings.pausedBy(),
                settings.pausedAt(),
                settings.concurrency(),
                settings.rate() == null ? null : settings.rate().toString(),
                settings.ordered(),
                settings.priority(),
                settings.version(),
                standing.running(),
                standing.waiting(),
                standing.due(),
                standing.due() == 0 ? null : standing.oldest(),
                blockedBy,
                "rate".equals(blockedBy) ? settings.nextStartAt() : null,
                standing.finished(),
                inDepth ? repository.running(caller.organizationId(), standing.name()) : List.of(),
                inDepth ? repository.next(caller.organizationId(), standing.name(), settings.ordered()) : List.of(),
                inDepth ? repository.feeders(caller.organizationId(), standing.name()) : List.of());
    }

    private static @Nullable String blockedBy(Caller caller, Standing standing, QueueSettings settings) {
        if (standing.due() == 0) {
            return null;
        }
        if (settings.paused()) {
            return "paused";
        }
        Instant first = standing.firstPlannedDue();
        if (settings.ordered() && first != null && first.isAfter(standing.now())) {
            return "ordered";
        }
        if (standing.slots() >= settings.concurrency()) {
            return "concurrency";
        }
        Instant next = settings.nextStartAt();
        if (settings.rate() != null && next != null && next.isAfter(standing.now())) {
            return "rate";
        }
        Integer cap = Plan.of(caller.plan()).maxConcurrent();
        return cap != null && standing.ofOrganization() >= cap ? "organization_cap" : null;
    }
}
