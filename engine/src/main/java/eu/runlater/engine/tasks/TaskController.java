package eu.runlater.engine.tasks;

import eu.runlater.engine.executions.ExecutionQueries;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.tasks.TaskRepository.Listed;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.EnqueueScope;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// The HTTP edge of tasks (api.md §8–§10).
@Controller
@RequestMapping("/api/v1")
class TaskController {
    private final TaskService service;
    private final DraftReader drafts;
    private final BatchReader batches;
    private final IdempotentCalls calls;
    private final ExecutionQueries executions;
    private final InstantSource clock;
    private final Settings.Limits limits;

    TaskController(
            TaskService service,
            DraftReader drafts,
            BatchReader batches,
            IdempotentCalls calls,
            ExecutionQueries executions,
            InstantSource clock,
            Settings settings) {
        this.service = service;
        this.drafts = drafts;
        this.batches = batches;
        this.calls = calls;
        this.executions = executions;
        this.clock = clock;
        this.limits = settings.limits();
    }

    @EnqueueScope
    @PostMapping("/queue")
    Answer push(Caller caller, HttpServletRequest request) {
        return create(caller, request, TaskFields.PUSH);
    }

    @EnqueueScope
    @PostMapping("/tasks")
    Answer create(Caller caller, HttpServletRequest request) {
        return create(caller, request, TaskFields.TASK);
    }

    private Answer create(Caller caller, HttpServletRequest request, FieldNames names) {
        byte[] body = RawBody.read(request, limits.request());
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return calls.submitted(caller, key, () -> {
            Instant now = now();
            Fields fields = Fields.parse(body, names);
            Instant due = names == TaskFields.PUSH ? now : Timing.due(fields, now);
            Draft draft = drafts.read(fields, caller);
            fields.check();
            return service.create(caller, draft, due, now, key);
        });
    }

    @EnqueueScope
    @PostMapping("/tasks/batch")
    Answer createBatch(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, limits.batch());
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return calls.submitted(caller, key, () -> {
            Instant now = now();
            Fields fields = Fields.parse(body, TaskFields.BATCH);
            List<Draft> items = batches.read(fields, caller);
            Instant due = Timing.dueOfBatch(fields, now);
            fields.check();
            return service.createBatch(caller, items, due, now, key);
        });
    }

    @GetMapping("/tasks")
    Answer list(Caller caller, HttpServletRequest request) {
        TaskPage.Request asked = TaskPage.Request.of(
                request.getParameter("queue"),
                request.getParameter("limit"),
                request.getParameter("offset"),
                request.getParameter("cursor"));
        List<Listed> rows = service.list(caller, asked.filter(), asked.after(), asked.limit(), asked.offset());
        boolean more = rows.size() > asked.limit();
        List<Listed> page = more ? rows.subList(0, asked.limit()) : rows;
        String next = more ? page.getLast().place().text() : null;
        return Answer.of(
                200,
                new TaskPage(
                        page.stream().map(row -> TaskViews.of(row.task())).toList(),
                        more,
                        asked.limit(),
                        asked.offset(),
                        next));
    }

    @EnqueueScope
    @GetMapping("/tasks/{id}")
    Answer get(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, TaskViews.of(service.get(caller, id)));
    }

    @DeleteMapping("/tasks/{id}")
    Answer delete(Caller caller, @PathVariable UUID id) {
        service.delete(caller, id);
        return Answer.noContent();
    }

    @PostMapping("/tasks/{id}/trigger")
    Answer trigger(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, limits.request());
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return calls.submitted(caller, key, () -> service.trigger(caller, id, now(), key));
    }

    @EnqueueScope
    @GetMapping("/tasks/{id}/executions")
    Answer executions(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        service.get(caller, id);
        int limit = TaskPage.limit(request.getParameter("limit"));
        return Answer.data(200, executions.ofTask(caller.organizationId(), id, limit));
    }

    /// Whole milliseconds, as the answer shows them.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
