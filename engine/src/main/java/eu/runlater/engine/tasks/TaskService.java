package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.RunControl;
import eu.runlater.engine.intake.Intake;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What can be done with tasks, one use case a method. Ids are chosen here, so that the answer is known, and can be
/// stored with an idempotency key, before the work is. Any thread.
@Service
class TaskService {
    private final Intake intake;
    private final RunControl runs;
    private final TaskRepository repository;
    private final TransactionTemplate transactions;
    private final Ids ids;

    TaskService(Intake intake, RunControl runs, TaskRepository repository, TransactionTemplate transactions, Ids ids) {
        this.intake = intake;
        this.runs = runs;
        this.repository = repository;
        this.transactions = transactions;
        this.ids = ids;
    }

    Answer create(Caller caller, Draft draft, Instant due, Instant now, @Nullable IdempotencyKey key) {
        TaskDefinition task = draft.definition(ids.next(), caller.organizationId(), due, now);
        NewRun run = firstRun(task, "once", due);
        Answer answer = Answer.data(202, accepted(run), "Accepted.").at("/api/v1/tasks/" + task.id());
        return submit(caller, List.of(task), List.of(run), answer, key);
    }

    Answer createBatch(Caller caller, List<Draft> drafts, Instant due, Instant now, @Nullable IdempotencyKey key) {
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
        return submit(caller, tasks, firstRuns, Answer.data(201, accepted, message), key);
    }

    /// One more run, now, of a task that may have run already; its retries follow as usual.
    Answer trigger(Caller caller, UUID id, Instant now, @Nullable IdempotencyKey key) {
        NewRun run = firstRun(get(caller, id), "trigger", now);
        Answer answer = Answer.data(202, accepted(run), "Queued.").at("/api/v1/executions/" + run.executionId());
        return submit(caller, List.of(), List.of(run), answer, key);
    }

    /// @throws ApiProblem 404 for a task that is not there, is deleted, or is not the caller's to see
    TaskDefinition get(Caller caller, UUID id) {
        return repository
                .find(caller.organizationId(), id)
                .filter(task -> caller.scope() != Caller.Scope.ENQUEUE
                        || caller.credentialId().equals(task.options().enqueuedBy()))
                .orElseThrow(() -> ApiProblem.notFound("task"));
    }

    /// Hides the task and takes its waiting runs back, both or neither; a running attempt ends (G-RUN-9).
    void delete(Caller caller, UUID id) {
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
            page.addAll(repository.listWaiting(
                    caller.organizationId(), filter, waitingAfter, limit + 1 - page.size(), waitingOffset));
        }
        return page;
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
            @Nullable IdempotencyKey key) {
        Submission submission = new Submission(
                caller.organizationId(), caller.plan(), tasks, newRuns, key == null ? null : key.claim(answer));
        return IdempotentCalls.of(intake.submit(submission), answer);
    }
}
