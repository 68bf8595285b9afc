package eu.runlater.engine.tasks;

import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.Rank;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.Changed;
import eu.runlater.model.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes tasks (api.md §8.5). What was sent is laid over what is stored, and the result is read and checked as
/// a new task would be: one set of rules. What is called is looked up when the call is made, so an edit also
/// reaches what waits already. Any thread.
@Service
class TaskEdits {
    private final DraftReader drafts;
    private final RecurringEdits recurringEdits;
    private final TaskAudit audit;
    private final RecurringTaskRepository recurring;
    private final RecurringTasks recurringTasks;
    private final TaskRepository repository;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final ChangeNews news;
    private final Wakeups wakeups;

    TaskEdits(
            DraftReader drafts,
            RecurringEdits recurringEdits,
            TaskAudit audit,
            RecurringTaskRepository recurring,
            RecurringTasks recurringTasks,
            TaskRepository repository,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            ChangeNews news,
            Wakeups wakeups) {
        this.drafts = drafts;
        this.recurringEdits = recurringEdits;
        this.audit = audit;
        this.recurring = recurring;
        this.recurringTasks = recurringTasks;
        this.repository = repository;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.news = news;
        this.wakeups = wakeups;
    }

    /// Lays the sent fields over the task.
    ///
    /// @throws ApiProblem 404, 409 `version_conflict` with the current task, 422
    TaskView edit(Caller caller, UUID id, byte[] body, Instant now) {
        Fields sent = Fields.parse(body, TaskFields.EDIT);
        int version = sent.value("version") == null ? 0 : sent.integer("version", 1, Integer.MAX_VALUE, 0);
        String reason = sent.optionalText("reason", 500);
        sent.check();
        TaskView edited = transactions.execute(_ -> {
            RecurringTask before = recurring.lock(caller.organizationId(), id).orElse(null);
            return before != null
                    ? editRecurring(caller, before, sent, version, reason, now)
                    : editOnce(caller, id, sent, version, now);
        });
        recurringTasks.told();
        wakeups.everywhere(Topic.RUNS);
        return edited;
    }

    private TaskView editRecurring(
            Caller caller, RecurringTask before, Fields sent, int version, @Nullable String reason, Instant now) {
        TaskView current = recurringTasks.view(before);
        refuseOlder(version, current);
        RecurringChange change = recurringEdits.change(caller, before, sent, now);
        recurringTasks.update(change, reason);
        audit.changed(caller, change, reason);
        return recurringTasks.view(
                recurring.find(caller.organizationId(), before.task().id()).orElseThrow());
    }

    private TaskView editOnce(Caller caller, UUID id, Fields sent, int version, Instant now) {
        TaskDefinition before =
                repository.lock(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("task"));
        TaskView current = TaskViews.of(before, List.of());
        refuseOlder(version, current);
        Fields fields = new StoredFields(current).with(sent).once(sent).read();
        Draft draft = drafts.read(fields, caller, false);
        Instant due = sent.value("run_at") == null ? before.scheduledAt() : Timing.due(sent, now);
        if (due.equals(before.scheduledAt())) {
            due = before.scheduledAt();
        }
        sent.check();
        fields.check();
        TaskDefinition after = draft.keeping(before);
        boolean moved = !due.equals(before.scheduledAt());
        int waiting = repository.followRun(after, Rank.once(caller.plan(), after.priority()), moved ? due : null);
        if (moved && waiting == 0) {
            throw ApiProblem.of(
                    409,
                    "already_run",
                    "run_at",
                    "run_at cannot be changed: the task has run, or is running. POST /api/v1/tasks/" + id
                            + "/trigger runs it again.");
        }
        repository.update(after, due);
        news.tell(jdbc, caller.organizationId(), "task.updated", new Changed(id.toString(), after.name(), null));
        return TaskViews.of(repository.find(caller.organizationId(), id).orElseThrow(), List.of());
    }

    private static void refuseOlder(int version, TaskView current) {
        if (version != 0 && version != current.version()) {
            throw ApiProblem.conflict("task", version, current.version(), current);
        }
    }
}
