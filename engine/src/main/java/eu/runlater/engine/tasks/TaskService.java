package eu.runlater.engine.tasks;

import eu.runlater.engine.accounts.MonthlyLimits;
import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.RunControl;
import eu.runlater.engine.intake.Intake;
import eu.runlater.engine.intake.Keyed;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.intake.Submission;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.tasks.TaskRepository.Listed;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.model.Accepted;
import eu.runlater.model.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What can be done with tasks, one use case a method. Ids are chosen here, so that the answer is known, and
/// can be stored with an idempotency key, before the work is. Any thread.
@Service
class TaskService {
    private final Intake intake;
    private final RunControl runs;
    private final TaskRepository repository;
    private final RecurringTaskRepository recurring;
    private final RecurringTasks recurringTasks;
    private final RecentRuns recent;
    private final MonthlyLimits monthly;
    private final TransactionTemplate transactions;
    private final TaskAudit audit;
    private final Ids ids;

    TaskService(
            Intake intake,
            RunControl runs,
            TaskRepository repository,
            RecurringTaskRepository recurring,
            RecurringTasks recurringTasks,
            RecentRuns recent,
            MonthlyLimits monthly,
            TransactionTemplate transactions,
            TaskAudit audit,
            Ids ids) {
        this.intake = intake;
        this.runs = runs;
        this.repository = repository;
        this.recurring = recurring;
        this.recurringTasks = recurringTasks;
        this.recent = recent;
        this.monthly = monthly;
        this.transactions = transactions;
        this.audit = audit;
        this.ids = ids;
    }

    /// @param keyed what the caller said about repeats of this work; absent = nothing
    Answer create(
            Caller caller, Draft draft, Instant due, Instant now, @Nullable IdempotencyKey key, @Nullable Keyed keyed) {
        refuseOverLimit(caller, 1);
        TaskDefinition task = draft.definition(ids.next(), caller.organizationId(), due, now);
        NewRun run = firstRun(task, "once", due);
        Answer answer = Answer.data(202, accepted(run), "Accepted.").at("/api/v1/tasks/" + task.id());
        return submit(caller, List.of(task), List.of(run), answer, key, keyed);
    }

    /// The free plan stops when its month is used up (behaviour §16.3).
    private void refuseOverLimit(Caller caller, int more) {
        if (Plan.of(caller.plan()).stopsAtLimit() && monthly.wouldExceed(caller.organizationId(), more)) {
            throw ApiProblem.of(
                    422,
                    "limit_exceeded",
                    "This would pass the month's " + Plan.of(caller.plan()).executionsPerMonth()
                            + " executions of the plan " + caller.plan()
                            + ". GET /api/v1/usage says when it begins anew.");
        }
    }

    Answer createBatch(Caller caller, List<Draft> drafts, Instant due, Instant now, @Nullable IdempotencyKey key) {
        refuseOverLimit(caller, drafts.size());
        List<TaskDefinition> tasks = new ArrayList<>(drafts.size());
        List<NewRun> firstRuns = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            TaskDefinition task = draft.definition(ids.next(), caller.organizationId(), due, now);
            tasks.add(task);
            firstRuns.add(firstRun(task, "once", due));
        }
        BatchAccepted accepted = new BatchAccepted(
                String.valueOf(drafts.getFirst().queue()),
                drafts.size(),
                due,
                tasks.stream().map(TaskDefinition::id).toList());
        String message = drafts.size() == 1 ? "1 task stored." : drafts.size() + " tasks stored.";
        return submit(caller, tasks, firstRuns, Answer.data(201, accepted, message), key, null);
    }

    /// One more run, now, of a task that may have run already; its retries follow as usual.
    Answer trigger(Caller caller, UUID id, Instant now, @Nullable IdempotencyKey key) {
        NewRun run = firstRun(get(caller, id), "trigger", now);
        Answer answer = Answer.data(202, accepted(run), "Queued.").at("/api/v1/executions/" + run.executionId());
        Answer given = submit(caller, List.of(), List.of(run), answer, key, null);
        if (!given.replayed()) {
            audit.triggered(
                    caller, run.task(), run.executionId()); // its run has its own commit, with others of the moment
        }
        return given;
    }

    /// @throws ApiProblem 404 for a task that is not there, is deleted, or is not the caller's to see
    TaskDefinition get(Caller caller, UUID id) {
        return repository
                .find(caller.organizationId(), id)
                .filter(task -> caller.scope() != Caller.Scope.ENQUEUE
                        || caller.credentialId().equals(task.options().enqueuedBy()))
                .orElseThrow(() -> ApiProblem.notFound("task"));
    }

    /// The answer to work that was accepted before.
    record Deduplicated(
            UUID taskId, UUID executionId, UUID runId, String status, Instant scheduledFor, boolean deduplicated) {}

    /// As the API shows it, whatever its kind.
    TaskView view(Caller caller, UUID id) {
        TaskDefinition task = get(caller, id);
        return recurring
                .find(caller.organizationId(), id)
                .map(recurringTasks::view)
                .orElseGet(() -> TaskViews.of(
                        task, recent.of(caller.organizationId(), List.of(id)).getOrDefault(id, List.of())));
    }

    /// A page of the mixed list as the API shows it.
    List<TaskView> views(Caller caller, List<TaskDefinition> page) {
        List<UUID> pageIds = page.stream().map(TaskDefinition::id).toList();
        Map<UUID, RecurringTask> found = new HashMap<>();
        recurring
                .find(caller.organizationId(), pageIds)
                .forEach(task -> found.put(task.task().id(), task));
        Map<UUID, TaskView> shown = new HashMap<>();
        recurringTasks
                .views(caller.organizationId(), List.copyOf(found.values()))
                .forEach(view -> shown.put(view.id(), view));
        return page.stream()
                .map(task -> {
                    TaskView view = shown.get(task.id());
                    return view != null ? view : TaskViews.of(task, List.of());
                })
                .toList();
    }

    /// Deletes everything that belongs to a queue (api.md §10.2); returns how many tasks that were.
    int deleteQueue(Caller caller, String queue) {
        int deleted = 0;
        for (UUID id : recurring.ofQueue(caller.organizationId(), queue)) {
            deleted += recurringTasks.delete(caller, id) ? 1 : 0;
        }
        while (true) {
            List<UUID> waiting = repository.ofQueue(caller.organizationId(), queue);
            int before = deleted;
            for (UUID id : waiting) {
                if (Boolean.TRUE.equals(transactions.execute(_ -> repository.delete(caller.organizationId(), id)))) {
                    deleted++;
                }
                runs.cancelTask(caller.organizationId(), id);
            }
            if (deleted == before) {
                if (deleted > 0) {
                    audit.queueCleared(caller, queue, deleted);
                }
                return deleted;
            }
        }
    }

    /// Hides the task and takes its waiting runs back, both or neither; a running attempt ends (G-RUN-9).
    void delete(Caller caller, UUID id) {
        if (recurringTasks.delete(caller, id)) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            if (!repository.delete(caller.organizationId(), id)) {
                throw ApiProblem.notFound("task");
            }
            // Commits by itself, before the deletion does: when it fails, nothing is deleted, and a repeat is right.
            runs.cancelTask(caller.organizationId(), id);
        });
    }

    /// One row more than `limit`, if there is one.
    List<Listed> list(Caller caller, QueueFilter filter, TaskCursor after, int limit, int offset) {
        List<Listed> page = new ArrayList<>();
        TaskCursor.Waiting waitingAfter = TaskCursor.Waiting.START;
        int waitingOffset = 0;
        switch (after) {
            case TaskCursor.Run run -> {
                page.addAll(repository.listRun(caller.organizationId(), filter, run, limit + 1, offset));
                if (page.isEmpty() && offset > 0) {
                    // The page begins among those that have not run; how far in, depends on how many have.
                    waitingOffset = offset - repository.countRun(caller.organizationId(), filter, run, offset);
                }
            }
            case TaskCursor.Waiting waiting -> {
                waitingAfter = waiting;
                waitingOffset = offset;
            }
        }
        if (page.size() <= limit) {
            page.addAll(neverRun(caller, filter, waitingAfter, limit + 1 - page.size(), waitingOffset));
        }
        return page;
    }

    /// Tasks of both kinds that have never run, newest first.
    private List<Listed> neverRun(Caller caller, QueueFilter filter, TaskCursor.Waiting after, int limit, int offset) {
        List<Listed> both =
                new ArrayList<>(repository.listWaiting(caller.organizationId(), filter, after, limit + offset, 0));
        recurring.neverRun(caller.organizationId(), filter, after.taskId(), limit + offset).stream()
                .map(task -> new Listed(
                        task.task(), new TaskCursor.Waiting(task.task().id())))
                .forEach(both::add);
        both.sort(
                Comparator.comparing((Listed one) -> one.task().id().toString()).reversed());
        return both.stream().skip(offset).limit(limit).toList();
    }

    private NewRun firstRun(TaskDefinition task, String kind, Instant due) {
        return new NewRun(task, ids.next(), ids.next(), kind, 1, due);
    }

    private static Accepted accepted(NewRun run) {
        return new Accepted(run.task().id(), run.executionId(), run.runId(), "pending", run.due());
    }

    private Answer submit(
            Caller caller,
            List<TaskDefinition> tasks,
            List<NewRun> newRuns,
            Answer answer,
            @Nullable IdempotencyKey key,
            @Nullable Keyed keyed) {
        Submission submission = new Submission(
                caller.organizationId(), caller.plan(), tasks, newRuns, key == null ? null : key.claim(answer), keyed);
        Receipt receipt = intake.submit(submission);
        return receipt instanceof Receipt.Duplicate(Keyed.First first)
                ? Answer.data(
                        202,
                        new Deduplicated(
                                first.taskId(),
                                first.executionId(),
                                first.runId(),
                                "pending",
                                first.scheduledFor(),
                                true),
                        "Accepted before: the same dedupe_key was used within its window.")
                : IdempotentCalls.of(receipt, answer);
    }
}
