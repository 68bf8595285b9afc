package eu.runlater.engine.intake;

import eu.runlater.engine.cluster.DatabaseClock;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.ClaimedRun;
import eu.runlater.engine.dispatch.Dispatcher;
import eu.runlater.engine.dispatch.Summaries;
import eu.runlater.engine.intake.IdempotencyKeys.Entry;
import eu.runlater.engine.intake.IdempotencyKeys.Scope;
import eu.runlater.engine.intake.IntakeStatement.News;
import eu.runlater.engine.intake.IntakeStatement.StoredRun;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.queues.Caps;
import eu.runlater.engine.queues.QueueGate;
import eu.runlater.engine.queues.QueueGate.QueueName;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores one batch of submissions and starts what was handed over with it. One thread (the intake's loop).
@Component
class IntakeBatches {
    private static final int NEWS_ITEMS = 50;

    private final IntakeStatement statement;
    private final IdempotencyKeys keys;
    private final KeyedWork keyedWork;
    private final Arrivals arrivals;
    private final TransactionTemplate transactions;
    private final Dispatcher dispatcher;
    private final QueueGate gate;
    private final Wakeups wakeups;
    private final DatabaseClock clock;
    private final Caps caps;

    IntakeBatches(
            IntakeStatement statement,
            IdempotencyKeys keys,
            KeyedWork keyedWork,
            Arrivals arrivals,
            VitalDatabase database,
            Dispatcher dispatcher,
            QueueGate gate,
            Wakeups wakeups,
            DatabaseClock clock,
            Caps caps) {
        this.statement = statement;
        this.keys = keys;
        this.keyedWork = keyedWork;
        this.arrivals = arrivals;
        this.transactions = database.transactions();
        this.dispatcher = dispatcher;
        this.gate = gate;
        this.wakeups = wakeups;
        this.clock = clock;
        this.caps = caps;
    }

    /// Stores every submission whose idempotency key is new (or that has none), all in one transaction, and
    /// starts the runs that were handed over.
    ///
    /// @return the receipts, in the order of the submissions
    List<Receipt> store(List<Submission> submissions) {
        List<Entry> entries = submissions.stream()
                .map(IntakeBatches::entry)
                .flatMap(Optional::stream)
                .toList();
        Handover handover = new Handover();
        Map<Submission, Keyed.First> duplicates = new IdentityHashMap<>();
        Map<Submission, UUID> repeats = new IdentityHashMap<>();
        boolean more = submissions.stream().anyMatch(one -> one.keyed() != null || one.arrival() != null);
        Set<Scope> taken;
        try {
            taken = entries.isEmpty() && !more
                    ? write(submissions, handover)
                    : transactions.execute(_ -> {
                        Set<Scope> free = entries.isEmpty() ? Set.of() : keys.take(entries);
                        List<Submission> fresh = submissions.stream()
                                .filter(one -> isNew(one, free))
                                .toList();
                        fresh.forEach(one -> settleKey(one, duplicates));
                        repeats.putAll(arrivals.store(fresh));
                        write(
                                fresh.stream()
                                        .filter(one -> !duplicates.containsKey(one) && !repeats.containsKey(one))
                                        .toList(),
                                handover);
                        return free;
                    });
        } catch (RuntimeException e) {
            // If the commit went through all the same, the sweep of own orphans makes the claimed runs due again.
            dispatcher.release(handover.permits);
            throw e;
        }
        handover.tell();
        return submissions.stream()
                .map(one -> {
                    Keyed.First first = duplicates.get(one);
                    UUID seen = repeats.get(one);
                    if (seen != null) {
                        return new Receipt.Seen(seen);
                    }
                    return first != null
                            ? new Receipt.Duplicate(first)
                            : isNew(one, taken)
                                    ? new Receipt.Stored()
                                    : keys.answer(entry(one).orElseThrow());
                })
                .toList();
    }

    private void settleKey(Submission submission, Map<Submission, Keyed.First> duplicates) {
        switch (submission.keyed()) {
            case null -> {}
            case Keyed.Dedupe dedupe ->
                keyedWork
                        .take(
                                submission.organizationId(),
                                dedupe,
                                submission.runs().getFirst())
                        .ifPresent(first -> {
                            duplicates.put(submission, first);
                            entry(submission).ifPresent(keys::forget);
                        });
            case Keyed.Debounce debounce ->
                keyedWork.replace(
                        submission.organizationId(), debounce, submission.runs().getFirst());
        }
    }

    private static Optional<Entry> entry(Submission submission) {
        IdempotencyClaim claim = submission.idempotency();
        return claim == null
                ? Optional.empty()
                : Optional.of(new Entry(Scope.of(submission.organizationId(), claim), claim));
    }

    private static boolean isNew(Submission submission, Set<Scope> taken) {
        return entry(submission).map(entry -> taken.contains(entry.scope())).orElse(true);
    }

    private Set<Scope> write(List<Submission> submissions, Handover handover) {
        Instant now = clock.instant();
        handover.reserve((int) submissions.stream()
                .mapToLong(one -> one.runs().stream()
                        .filter(run -> isStartable(run, capped(one), now))
                        .count())
                .sum());
        int permits = handover.permits;
        List<TaskDefinition> tasks = new ArrayList<>();
        List<StoredRun> runs = new ArrayList<>();
        Map<UUID, List<StoredRun>> byOrganization = new HashMap<>();
        for (Submission submission : submissions) {
            tasks.addAll(submission.tasks());
            for (NewRun run : submission.runs()) {
                boolean claimed = isStartable(run, capped(submission), now) && permits-- > 0;
                StoredRun stored = new StoredRun(
                        run,
                        submission.organizationId(),
                        submission.plan(),
                        !run.due().isAfter(now),
                        claimed ? UUID.randomUUID() : null,
                        capped(submission));
                runs.add(stored);
                byOrganization
                        .computeIfAbsent(submission.organizationId(), _ -> new ArrayList<>())
                        .add(stored);
            }
        }
        if (!runs.isEmpty()) {
            List<News> news = new ArrayList<>();
            byOrganization.forEach(
                    (organization, stored) -> news.add(new News(organization, stored.size(), items(stored))));
            handover.claimed = statement.store(tasks, runs, news);
            handover.stored = runs;
        }
        return Set.of();
    }

    private static boolean isStartable(NewRun run, boolean capped, Instant now) {
        return !capped && run.task().queue() == null && !run.due().isAfter(now);
    }

    private boolean capped(Submission submission) {
        return caps.capped(submission.organizationId(), submission.plan());
    }

    private static String items(List<StoredRun> runs) {
        return runs.stream()
                .limit(NEWS_ITEMS)
                .map(StoredRun::run)
                .map(run -> Summaries.json(Summaries.accepted(
                        run.task(), run.runId(), run.executionId(), run.kind(), run.attempt(), run.due())))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /// What happens after the commit.
    private final class Handover {
        int permits;
        List<ClaimedRun> claimed = List.of();
        List<StoredRun> stored = List.of();

        void reserve(int startable) {
            permits = startable == 0 ? 0 : dispatcher.reserve(startable);
        }

        void tell() {
            Map<UUID, TaskDefinition> tasks = HashMap.newHashMap(claimed.size());
            Set<QueueName> queues = new HashSet<>();
            boolean ready = false;
            Instant soon = clock.instant().plus(Dispatcher.POLL);
            for (StoredRun run : stored) {
                if (run.claimId() != null) {
                    tasks.put(run.claimId(), run.run().task());
                } else if (run.run().task().queue() != null || run.capped()) {
                    String queue = run.run().task().queue();
                    queues.add(new QueueName(run.organizationId(), queue == null ? "" : queue));
                } else {
                    ready |= run.run().due().isBefore(soon);
                }
            }
            for (ClaimedRun run : claimed) {
                dispatcher.start(run, Objects.requireNonNull(tasks.get(run.claimId())));
            }
            if (permits > claimed.size()) {
                dispatcher.release(permits - claimed.size());
            }
            if (ready) {
                dispatcher.ready();
                wakeups.everywhere(Topic.RUNS);
            }
            gate.hint(queues);
            wakeups.everywhere(Topic.EVENTS);
        }
    }
}
