package eu.runlater.engine.operations;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.operations.OperationRepository.Stored;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.OperationItem;
import eu.runlater.model.OperationView;
import eu.runlater.model.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// `/api/v1/operations`: bulk calls at work (decision 28).
@Controller
@RequestMapping("/api/v1/operations")
class OperationController {
    private static final FieldNames ACTION = FieldNames.of("reason");
    private static final Set<String> RESULTS = Set.of("waiting", "changed", "skipped", "failed");
    private static final UUID NEWEST = new UUID(-1L, -1L); // PostgreSQL compares bytes: above every id

    private record OperationAction(
            @Field(about = "why, for the audit log", maxLength = 500, example = "\"wrong filter\"")
            String reason) {}

    private interface Call {
        OperationView make(@Nullable String reason);
    }

    private final Operations operations;
    private final OperationRepository repository;
    private final IdempotentCalls calls;

    OperationController(Operations operations, OperationRepository repository, IdempotentCalls calls) {
        this.operations = operations;
        this.repository = repository;
        this.calls = calls;
    }

    @ApiCall(
            value = "List operations",
            tag = "Operations",
            detail = "Newest first.",
            parameters = {
                @Parameter(
                        name = "limit",
                        type = int.class,
                        about = "page size; 50 unless given",
                        min = 1,
                        max = 100,
                        lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = OperationView.class, form = Reply.Form.PAGE))
    @GetMapping
    Answer list(Caller caller, HttpServletRequest request) {
        int limit = limit(request.getParameter("limit"));
        List<Stored> rows = repository.list(caller.organizationId(), before(request.getParameter("cursor")), limit + 1);
        boolean more = rows.size() > limit;
        List<OperationView> page =
                rows.stream().limit(limit).map(operations::shown).toList();
        return Answer.of(200, new Page<>(page, more, more ? page.getLast().id().toString() : null));
    }

    @ApiCall(value = "Show an operation and its progress", tag = "Operations", replies = @Reply(OperationView.class))
    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, operations.view(caller, id));
    }

    @ApiCall(
            value = "List what became of each thing",
            tag = "Operations",
            parameters = {
                @Parameter(
                        name = "result",
                        about = "only these",
                        values = {"waiting", "changed", "skipped", "failed"}),
                @Parameter(
                        name = "limit",
                        type = int.class,
                        about = "page size; 50 unless given",
                        min = 1,
                        max = 100,
                        lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = OperationItem.class, form = Reply.Form.PAGE))
    @GetMapping("/{id}/items")
    Answer items(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        operations.view(caller, id);
        String result = request.getParameter("result");
        if (result != null && !RESULTS.contains(result)) {
            throw ApiProblem.invalid("result", "must be one of waiting, changed, skipped, failed");
        }
        int limit = limit(request.getParameter("limit"));
        List<OperationItem> rows = repository.items(id, after(request.getParameter("cursor")), result, limit + 1);
        boolean more = rows.size() > limit;
        List<OperationItem> page = more ? rows.subList(0, limit) : rows;
        return Answer.of(
                200,
                new Page<>(page, more, more ? Integer.toString(page.getLast().number()) : null));
    }

    @ApiCall(
            value = "Pause an operation",
            tag = "Operations",
            detail = "After the page it is working on.",
            body = OperationAction.class,
            bodyOptional = true,
            replies = @Reply(OperationView.class),
            errors = 409)
    @PostMapping("/{id}/pause")
    Answer pause(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return act(caller, request, reason -> operations.pause(caller, id, reason));
    }

    @ApiCall(
            value = "Go on with an operation",
            tag = "Operations",
            body = OperationAction.class,
            bodyOptional = true,
            replies = @Reply(OperationView.class),
            errors = 409)
    @PostMapping("/{id}/resume")
    Answer resume(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return act(caller, request, reason -> operations.resume(caller, id, reason));
    }

    @ApiCall(
            value = "Undo an operation",
            tag = "Operations",
            detail = "Stops what is not done yet. What was discarded comes back; what was sent stays sent.",
            body = OperationAction.class,
            bodyOptional = true,
            replies = @Reply(OperationView.class),
            errors = 409)
    @PostMapping("/{id}/undo")
    Answer undo(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        return act(caller, request, reason -> operations.undo(caller, id, reason));
    }

    private Answer act(Caller caller, HttpServletRequest request, Call call) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body, ACTION);
            String reason = fields.optionalText("reason", 500);
            fields.check();
            return Answer.data(200, call.make(reason));
        });
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? 50 : Integer.parseInt(text.strip());
            return limit <= 0 ? 50 : Math.min(limit, 100);
        } catch (NumberFormatException _) {
            return 50; // api.md §4
        }
    }

    private static UUID before(@Nullable String cursor) {
        try {
            return cursor == null || cursor.isEmpty() ? NEWEST : UUID.fromString(cursor);
        } catch (IllegalArgumentException _) {
            throw badCursor();
        }
    }

    private static int after(@Nullable String cursor) {
        try {
            return cursor == null || cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        } catch (NumberFormatException _) {
            throw badCursor();
        }
    }

    private static ApiProblem badCursor() {
        return ApiProblem.invalid("cursor", "is not a cursor of this list; pass next_cursor as it came");
    }
}
