package eu.runlater.engine.tasks;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.RunControl;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.schedule.FiringTimes;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.model.Changed;
import eu.runlater.model.TaskView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What can be done with recurring tasks. An edit of the schedule and what the old one had planned change in one
/// transaction (G-CRN-5); the leader, which may be at work on the same task, finds the schedule's version changed and
/// writes nothing. Any thread.
@Service
class RecurringTasks {
    private final RecurringTaskRepository repository;
    private final RecentRuns recent;
    private final IdempotentCalls calls;
    private final TaskAudit audit;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final RunControl runs;
    private final ChangeNews news;
    private final Wakeups wakeups;
    private final Ids ids;
    private final InstantSource clock;

    RecurringTasks(
            RecurringTaskRepository repository,
            RecentRuns recent,
            IdempotentCalls calls,
            TaskAudit audit,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            RunControl runs,
            ChangeNews news,
            Wakeups wakeups,
            Ids ids,
            InstantSource clock) {
        this.repository = repository;
        this.recent = recent;
        this.calls = calls;
        this.audit = audit;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.runs = runs;
        this.news = news;
        this.wakeups = wakeups;
        this.ids = ids;
        this.clock = clock;
    }

    /// Stores a recurring task; the answer shows its next firings (decision 8).
    Answer create(Caller caller, Draft draft, Recurring when, Instant now, @Nullable IdempotencyKey key) {
        Answer answer = calls.once(caller, key, () -> {
            TaskDefinition task = draft.recurring(ids.next(), caller.organizationId(), now);
            transactions.executeWithoutResult(_ -> {
                refuseTooMany(caller);
                insert(task, when);
                audit.created(caller, task, null);
            });
            TaskView view =
                    view(repository.find(caller.organizationId(), task.id()).orElseThrow(), List.of());
            return Answer.data(201, view, "Recurring task stored.").at("/api/v1/tasks/" + task.id());
        });
        told();
        return answer;
    }

    /// Writes a task that was read and checked already, in the caller's transaction.
    void insert(TaskDefinition task, Recurring when) {
        repository.keepQueue(task.organizationId(), task.queue());
        repository.insert(task, when, tickAt(when));
        tell("task.created", task, null);
    }

    private void refuseTooMany(Caller caller) {
        Integer most = Plan.of(caller.plan()).recurringTasks();
        if (most != null && repository.countAlone(caller.organizationId()) >= most) {
            throw ApiProblem.invalid(
                    "base", "the plan " + caller.plan() + " allows " + most + " recurring tasks; delete one first");
        }
    }

    /// Writes an edit whose result was read and checked already; the caller's transaction holds the task.
    void update(RecurringChange change, @Nullable String reason) {
        RecurringTask before = change.before();
        TaskDefinition after = change.after();
        Recurring when = change.when();
        UUID organization = after.organizationId();
        repository.keepQueue(organization, after.queue());
        repository.update(after, when);
        if (!when.firesLike(before.recurring()) || before.scheduleError() != null && when.enabled()) {
            repository.reschedule(organization, after.id(), when, tickAt(when), reason);
        }
        tell(
                "task.updated",
                after,
                before.enabled() == when.enabled() ? null : when.enabled() ? "enabled" : "disabled");
    }

    /// Hides the task and takes its waiting runs back; false when there is none.
    boolean delete(Caller caller, UUID id) {
        boolean deleted = Boolean.TRUE.equals(transactions.execute(_ -> {
            Optional<RecurringTask> task = repository.lock(caller.organizationId(), id);
            if (task.isEmpty()) {
                return false;
            }
            hide(task.get().task());
            audit.deleted(caller, task.get().task(), null);
            return true;
        }));
        if (deleted) {
            hidden(caller.organizationId(), List.of(id));
        }
        return deleted;
    }

    /// Hides a task in the caller's transaction; [#hidden] follows its commit.
    void hide(TaskDefinition task) {
        repository.delete(task.organizationId(), task.id());
        tell("task.deleted", task, null);
    }

    void hidden(UUID organizationId, List<UUID> deleted) {
        deleted.forEach(id -> runs.cancelTask(organizationId, id));
        told();
    }

    /// Says to streams and leader what the committed transaction has changed.
    void told() {
        news.sent();
        wakeups.everywhere(Topic.SCHEDULE);
    }

    private void tell(String type, TaskDefinition task, @Nullable String text) {
        news.tell(jdbc, task.organizationId(), type, new Changed(task.id().toString(), task.name(), text));
    }

    private static @Nullable Instant tickAt(Recurring when) {
        Instant next = when.next();
        return next == null ? null : FiringTimes.tickAt(next, when.mayOverlap());
    }

    /// With its next firings and its last runs.
    TaskView view(RecurringTask task) {
        UUID id = task.task().id();
        return view(task, recent.of(task.task().organizationId(), List.of(id)).getOrDefault(id, List.of()));
    }

    private TaskView view(RecurringTask task, List<TaskView.RecentRun> runs) {
        return TaskViews.of(task, task.upcoming(clock.instant(), RecurringReader.SHOWN), runs);
    }

    /// The same for a page of them.
    List<TaskView> views(UUID organizationId, List<RecurringTask> tasks) {
        Map<UUID, List<TaskView.RecentRun>> bars = recent.of(
                organizationId, tasks.stream().map(task -> task.task().id()).toList());
        return tasks.stream()
                .map(task -> view(task, bars.getOrDefault(task.task().id(), List.of())))
                .toList();
    }
}
