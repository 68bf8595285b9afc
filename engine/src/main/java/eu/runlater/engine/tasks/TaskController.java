package eu.runlater.engine.tasks;

import eu.runlater.engine.executions.ExecutionQueries;
import eu.runlater.engine.intake.Keyed;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.tasks.TaskRepository.Listed;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/// The HTTP edge of tasks (api.md §8–§10).
@Controller
@RequestMapping("/api/v1")
class TaskController {
    private final TaskService service;
    private final RecurringTasks recurring;
    private final RecurringTaskRepository repository;
    private final TaskEdits edits;
    private final DraftReader drafts;
    private final RecurringReader schedules;
    private final BatchReader batches;
    private final IdempotentCalls calls;
    private final ExecutionQueries executions;
    private final InstantSource clock;
    private final Settings.Limits limits;

    TaskController(
            TaskService service,
            RecurringTasks recurring,
            RecurringTaskRepository repository,
            TaskEdits edits,
            DraftReader drafts,
            RecurringReader schedules,
            BatchReader batches,
            IdempotentCalls calls,
            ExecutionQueries executions,
            InstantSource clock,
            Settings settings) {
        this.service = service;
        this.recurring = recurring;
        this.repository = repository;
        this.edits = edits;
        this.drafts = drafts;
        this.schedules = schedules;
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
            if (names == TaskFields.TASK && RecurringReader.asked(fields)) {
                return createRecurring(caller, fields, now, key);
            }
            Keyed keyed = KeyedReader.read(fields);
            Instant due = keyed instanceof Keyed.Debounce debounce
                    ? now.plus(debounce.pause())
                    : names == TaskFields.PUSH ? now : Timing.due(fields, now);
            fields.word("schedule_type", Set.of("once", "cron", "every"));
            fields.bool("enabled", true); // means something for recurring tasks only (api.md §8.1)
            Draft draft = drafts.read(fields, caller, false);
            fields.check();
            return service.create(caller, draft, due, now, key, keyed);
        });
    }

    private Answer createRecurring(Caller caller, Fields fields, Instant now, @Nullable IdempotencyKey key) {
        KeyedReader.refuse(fields);
        Recurring when = schedules.read(fields, caller, now, now, null);
        Draft draft = drafts.read(fields, caller, true);
        fields.check();
        return recurring.create(caller, draft, when, now, key);
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

    @RequestMapping(
            path = "/tasks/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer edit(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, limits.request());
        IdempotencyKey key = request.getMethod().equals("PATCH") ? IdempotencyKey.of(request, body) : null;
        return calls.once(caller, key, () -> Answer.data(200, edits.edit(caller, id, body, now())));
    }

    @DeleteMapping("/tasks")
    Answer deleteQueue(Caller caller, HttpServletRequest request) {
        String queue = request.getParameter("queue");
        if (queue == null || queue.isEmpty()) {
            throw ApiProblem.of(400, "invalid_params", "queue", "queue is required: DELETE /api/v1/tasks?queue=NAME");
        }
        int cancelled = service.deleteQueue(caller, queue);
        String message = cancelled == 1 ? "1 task removed." : cancelled + " tasks removed.";
        return Answer.data(200, Map.of("cancelled", cancelled), message);
    }

    @GetMapping("/tasks")
    Answer list(Caller caller, HttpServletRequest request) {
        if ("recurring".equals(request.getParameter("type"))) {
            return listRecurring(caller, request);
        }
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
                        service.views(caller, page.stream().map(Listed::task).toList()),
                        more,
                        asked.limit(),
                        asked.offset(),
                        next));
    }

    /// Recurring tasks by name, with their last runs.
    private Answer listRecurring(Caller caller, HttpServletRequest request) {
        int limit = TaskPage.limit(request.getParameter("limit"));
        NameCursor after = NameCursor.parse(request.getParameter("cursor"));
        List<RecurringTask> rows = repository.list(
                caller.organizationId(),
                QueueFilter.of(request.getParameter("queue")),
                blankToNull(request.getParameter("q")),
                after.name(),
                after.id(),
                limit + 1);
        boolean more = rows.size() > limit;
        List<RecurringTask> page = more ? rows.subList(0, limit) : rows;
        String next = more
                ? NameCursor.of(
                                page.getLast().task().name(),
                                page.getLast().task().id())
                        .text()
                : null;
        return Answer.of(200, new TaskPage(recurring.views(caller.organizationId(), page), more, limit, 0, next));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @EnqueueScope
    @GetMapping("/tasks/{id}")
    Answer get(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, service.view(caller, id));
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
