package eu.runlater.engine.inbound;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.intake.Intake;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.intake.Submission;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.EventReplay;
import eu.runlater.model.EventReplay.Queued;
import eu.runlater.model.EventsReplay;
import eu.runlater.model.InboundEventView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Sends events again, as they were built when they came: later edits of the endpoint do not matter, nor whether it is
/// enabled (behaviour §20). Any thread.
@Service
class Replays {
    private static final int PAGE = 1_000;
    private static final int MOST = 10_000;
    private static final int SLICE = 100; // events a submission; each definition comes with its body
    private static final int SAMPLE = 10;

    /// Which events.
    ///
    /// @param ids when given, only these · @param until exclusive
    record Selection(@Nullable List<UUID> ids, @Nullable String status, UUID from, UUID until) {}

    private final EndpointService endpoints;
    private final EventRepository events;
    private final Intake intake;
    private final AuditLog audit;
    private final Ids ids;
    private final InstantSource clock;

    Replays(
            EndpointService endpoints,
            EventRepository events,
            Intake intake,
            AuditLog audit,
            Ids ids,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.events = events;
        this.intake = intake;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of one.
    record Replayed(EventReplay replay, Receipt receipt) {}

    /// @param claim the caller's idempotency key with the answer to keep, if it sent one
    /// @throws ApiProblem 404; 422 `no_tasks` for an event that was not forwarded, `task_deleted` when its tasks
    /// are gone
    Replayed one(
            Caller caller, UUID endpointId, UUID eventId, Function<EventReplay, @Nullable IdempotencyClaim> claim) {
        String name = endpoints.find(caller, endpointId).endpoint().name();
        InboundEventView event = events.find(caller.organizationId(), endpointId, eventId)
                .orElseThrow(() -> ApiProblem.notFound("event"))
                .event();
        if (event.taskIds().isEmpty()) {
            throw ApiProblem.of(
                    422,
                    "no_tasks",
                    "This event was not forwarded (" + event.status() + "), so there is nothing to replay.");
        }
        Map<UUID, TaskDefinition> tasks = events.tasks(caller.organizationId(), event.taskIds());
        List<NewRun> runs = runs(event, tasks, clock.instant());
        if (runs.isEmpty()) {
            throw ApiProblem.of(422, "task_deleted", "The tasks that forwarded this event are gone.");
        }
        EventReplay replay = new EventReplay(runs.stream()
                .map(run -> new Queued(run.executionId(), "pending", run.due()))
                .toList());
        Receipt receipt = intake.submit(
                new Submission(caller.organizationId(), caller.plan(), List.of(), runs, claim.apply(replay)));
        if (receipt instanceof Receipt.Stored) {
            audit.record(
                    caller,
                    AuditAction.of("inbound_event.replayed", "inbound_event", eventId, name)
                            .meta("executions", runs.size()));
        }
        return new Replayed(replay, receipt);
    }

    /// Oldest first, in slices that are each stored as a whole.
    ///
    /// @throws ApiProblem 404; 422 when there are more than 10,000
    EventsReplay many(Caller caller, UUID endpointId, Selection selection, boolean dryRun, @Nullable String reason) {
        String name = endpoints.find(caller, endpointId).endpoint().name();
        List<InboundEventView> matched = matched(caller, endpointId, selection);
        Map<String, Long> skipped = new TreeMap<>();
        if (selection.ids() != null) {
            skip(skipped, "not_found", selection.ids().stream().distinct().count() - matched.size());
        }
        List<InboundEventView> forwarded =
                matched.stream().filter(event -> !event.taskIds().isEmpty()).toList();
        skip(skipped, "no_tasks", matched.size() - forwarded.size());
        long replayed = 0;
        long executions = 0;
        for (int i = 0; i < forwarded.size(); i += SLICE) {
            List<InboundEventView> slice = forwarded.subList(i, Math.min(i + SLICE, forwarded.size()));
            List<NewRun> runs = runs(caller, slice, skipped);
            if (!runs.isEmpty() && !dryRun) {
                intake.submit(new Submission(caller.organizationId(), caller.plan(), List.of(), runs, null));
            }
            executions += runs.size();
        }
        replayed = forwarded.size() - skipped.getOrDefault("task_deleted", 0L);
        if (!dryRun && executions > 0) {
            audit.record(
                    caller,
                    AuditAction.of("endpoint.replayed", "endpoint", endpointId, name)
                            .meta("events", replayed)
                            .meta("executions", executions)
                            .reason(reason));
        }
        List<InboundEventView> sample = matched.subList(Math.max(0, matched.size() - SAMPLE), matched.size())
                .reversed();
        return new EventsReplay(dryRun, matched.size(), replayed, executions, skipped, sample);
    }

    private List<InboundEventView> matched(Caller caller, UUID endpointId, Selection selection) {
        if (selection.ids() != null) {
            return events.ofIds(caller.organizationId(), endpointId, selection.ids()).stream()
                    .filter(event ->
                            selection.status() == null || selection.status().equals(event.status()))
                    .toList();
        }
        List<InboundEventView> matched = new ArrayList<>();
        // The range's own first id belongs to it: what is asked for is what comes after the id before.
        UUID after = new UUID(
                selection.from().getMostSignificantBits(), selection.from().getLeastSignificantBits() - 1);
        List<InboundEventView> page;
        do {
            page = events.after(caller.organizationId(), endpointId, after, selection.until(), PAGE);
            page.stream()
                    .filter(event ->
                            selection.status() == null || selection.status().equals(event.status()))
                    .forEach(matched::add);
            if (matched.size() > MOST) {
                throw ApiProblem.invalid(
                        "base", "more than " + MOST + " events match; ask for less at a time with from and to");
            }
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
        return matched;
    }

    private List<NewRun> runs(Caller caller, List<InboundEventView> slice, Map<String, Long> skipped) {
        List<UUID> wanted =
                slice.stream().flatMap(event -> event.taskIds().stream()).toList();
        Map<UUID, TaskDefinition> tasks = events.tasks(caller.organizationId(), wanted);
        Instant now = clock.instant();
        List<NewRun> runs = new ArrayList<>();
        for (InboundEventView event : slice) {
            List<NewRun> ofEvent = runs(event, tasks, now);
            runs.addAll(ofEvent);
            skip(skipped, "task_deleted", ofEvent.isEmpty() ? 1 : 0);
        }
        return runs;
    }

    private List<NewRun> runs(InboundEventView event, Map<UUID, TaskDefinition> tasks, Instant now) {
        List<NewRun> runs = new ArrayList<>();
        for (UUID id : event.taskIds()) {
            TaskDefinition task = tasks.get(id);
            if (task != null) {
                runs.add(new NewRun(task, ids.next(), ids.next(), "replay", 1, now));
            }
        }
        return runs;
    }

    private static void skip(Map<String, Long> skipped, String why, long events) {
        if (events > 0) {
            skipped.merge(why, events, Long::sum);
        }
    }
}
