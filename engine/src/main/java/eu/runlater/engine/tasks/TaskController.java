package eu.runlater.engine.tasks;

import eu.runlater.engine.executions.ExecutionQueries;
import eu.runlater.engine.intake.Keyed;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
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
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.TaskView;
import eu.runlater.model.TestCallResult;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    /// @param cancelled tasks removed
    private record Cancelled(int cancelled) {}

    private final TaskService service;
    private final RecurringTasks recurring;
    private final RecurringTaskRepository repository;
    private final TaskEdits edits;
    private final TaskClones clones;
    private final TestCalls tests;
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
            TaskClones clones,
            TestCalls tests,
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
        this.clones = clones;
        this.tests = tests;
        this.drafts = drafts;
        this.schedules = schedules;
        this.batches = batches;
        this.calls = calls;
        this.executions = executions;
        this.clock = clock;
        this.limits = settings.limits();
    }

    @ApiCall(
            value = "Call a URL now",
            tag = "Tasks",
            detail = "The headline call: stored before it is answered, delivered at once, retried until it succeeds.",
            body = TaskRequests.Push.class,
            replies = {
                @Reply(status = 202, value = Accepted.class),
                @Reply(status = 202, value = TaskService.Deduplicated.class)
            })
    @EnqueueScope
    @PostMapping("/queue")
    Answer push(Caller caller, HttpServletRequest request) {
        return create(caller, request, TaskFields.PUSH);
    }

    @ApiCall(
            value = "Make a task",
            tag = "Tasks",
            detail = "With `cron` or `every` a recurring one, with `delay` or `run_at` one for later, else one for now."
                    + " The fields may also come wrapped: `{\"task\": {…}}`.",
            body = TaskRequests.NewTask.class,
            replies = {
                @Reply(status = 201, value = TaskView.class, about = "A recurring task."),
                @Reply(status = 202, value = Accepted.class, about = "A one-time task."),
                @Reply(
                        status = 202,
                        value = TaskService.Deduplicated.class,
                        about = "A repeat of one, by `dedupe_key`.")
            })
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

    @ApiCall(
            value = "Make many tasks at once",
            tag = "Tasks",
            detail = "All of them or none, up to 1,000.",
            body = TaskRequests.NewBatch.class,
            replies = @Reply(status = 201, value = BatchAccepted.class))
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

    @ApiCall(
            value = "Change a task",
            tag = "Tasks",
            detail = "Absent fields stay as they are, `null` clears. What waits already is sent as it is by then.",
            body = TaskRequests.TaskEdit.class,
            replies = @Reply(TaskView.class),
            errors = 409)
    @RequestMapping(
            path = "/tasks/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer edit(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, limits.request());
        IdempotencyKey key = request.getMethod().equals("PATCH") ? IdempotencyKey.of(request, body) : null;
        return calls.once(caller, key, () -> Answer.data(200, edits.edit(caller, id, body, now())));
    }

    @ApiCall(
            value = "Delete all tasks of a queue",
            tag = "Tasks",
            detail = "Waiting runs are cancelled, running ones finish.",
            parameters = @Parameter(name = "queue", about = "the queue's name", required = true),
            replies = @Reply(Cancelled.class))
    @DeleteMapping("/tasks")
    Answer deleteQueue(Caller caller, HttpServletRequest request) {
        String queue = request.getParameter("queue");
        if (queue == null || queue.isEmpty()) {
            throw ApiProblem.of(400, "invalid_params", "queue", "queue is required: DELETE /api/v1/tasks?queue=NAME");
        }
        int cancelled = service.deleteQueue(caller, queue);
        String message = cancelled == 1 ? "1 task removed." : cancelled + " tasks removed.";
        return Answer.data(200, new Cancelled(cancelled), message);
    }

    @ApiCall(
            value = "List tasks",
            tag = "Tasks",
            detail = "Last run first; recurring ones by name.",
            parameters = {
                @Parameter(name = "type", about = "recurring ones only", values = "recurring", lenient = true),
                @Parameter(name = "queue", about = "of this queue; `none` = without one"),
                @Parameter(name = "q", about = "with `type=recurring`: part of the name or address"),
                @Parameter(
                        name = "limit",
                        about = "page size; others are taken as 50 or 100",
                        type = int.class,
                        min = 1,
                        max = 100,
                        lenient = true),
                @Parameter(name = "offset", about = "rows to leave out", type = int.class, min = 0, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = TaskPage.class, form = Reply.Form.WHOLE))
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

    @ApiCall(value = "Show a task", tag = "Tasks", replies = @Reply(TaskView.class))
    @EnqueueScope
    @GetMapping("/tasks/{id}")
    Answer get(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, service.view(caller, id));
    }

    @ApiCall(
            value = "Delete a task",
            tag = "Tasks",
            detail = "Its waiting runs are cancelled, running ones finish, its history stays.",
            replies = @Reply(status = 204))
    @DeleteMapping("/tasks/{id}")
    Answer delete(Caller caller, @PathVariable UUID id) {
        service.delete(caller, id);
        return Answer.noContent();
    }

    @ApiCall(
            value = "Run a task now",
            tag = "Tasks",
            detail = "One more run; the schedule stays as it is. A body is not looked at.",
            replies = @Reply(status = 202, value = Accepted.class))
    @PostMapping("/tasks/{id}/trigger")
    Answer trigger(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, limits.request());
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return calls.submitted(caller, key, () -> service.trigger(caller, id, now(), key));
    }

    @ApiCall(
            value = "Clone a task",
            tag = "Tasks",
            detail =
                    "Enabled, and named like the other with ` (copy)` after it unless `name` says otherwise. A one-time"
                            + " task whose moment has passed is for an hour from now.",
            body = TaskRequests.Clone.class,
            bodyOptional = true,
            replies = {
                @Reply(status = 201, value = TaskView.class, about = "A recurring task."),
                @Reply(status = 202, value = Accepted.class, about = "A one-time task.")
            })
    @PostMapping("/tasks/{id}/clone")
    Answer clone(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, limits.request());
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return calls.submitted(caller, key, () -> {
            Fields fields = Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body, TaskFields.CLONE);
            String name = fields.optionalText("name", DefaultName.MAX_LENGTH);
            fields.check();
            return clones.clone(caller, id, name, now(), key);
        });
    }

    @ApiCall(
            value = "Try a call",
            tag = "Tasks",
            detail = "One real call, made now and answered with all that came of it; nothing is stored, nothing is"
                    + " retried, and it ends after ten seconds at most. Takes the fields of a task; those that say when"
                    + " mean nothing.",
            body = TaskRequests.NewTask.class,
            idempotencyKey = false,
            replies = @Reply(TestCallResult.class))
    @PostMapping("/tasks/test")
    Answer test(Caller caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, limits.request()), TaskFields.TASK);
        Draft draft = drafts.read(fields, caller, RecurringReader.asked(fields));
        fields.check();
        return Answer.data(200, tests.call(caller, draft, now()));
    }

    @ApiCall(
            value = "List a task's executions",
            tag = "Tasks",
            detail = "Newest plan first.",
            parameters =
                    @Parameter(
                            name = "limit",
                            about = "page size; others are taken as 50 or 100",
                            type = int.class,
                            min = 1,
                            max = 100,
                            lenient = true),
            replies = @Reply(value = ExecutionSummary.class, form = Reply.Form.LIST))
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
