package eu.runlater.engine.executions;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.audit.Reveals;
import eu.runlater.engine.dispatch.RunControl;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
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
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.query.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/executions`: search, count, detail, retry, cancel (decision 28).
@Controller
class ExecutionController {
    private static final FieldNames ACTION = FieldNames.of("reason");
    private static final int MAX_REASON = 500;

    /// @param count exact, unless `more` says that there are more
    private record Count(long count, boolean more) {}

    private record CancelAnswer(UUID executionId, String status, boolean attemptRunning) {}

    /// The request's fields, for the API's document.
    private record ExecutionAction(
            @Field(about = "why, for the audit log", maxLength = 500, example = "\"cleaning up\"")
            String reason) {}

    private final ExecutionQueries queries;
    private final ExecutionDetails details;
    private final TaskMakers makers;
    private final ManualRetry retry;
    private final RunControl control;
    private final IdempotentCalls idempotent;
    private final AuditLog audit;
    private final Reveals reveals;

    ExecutionController(
            ExecutionQueries queries,
            ExecutionDetails details,
            TaskMakers makers,
            ManualRetry retry,
            RunControl control,
            IdempotentCalls idempotent,
            AuditLog audit,
            Reveals reveals) {
        this.queries = queries;
        this.details = details;
        this.makers = makers;
        this.retry = retry;
        this.control = control;
        this.idempotent = idempotent;
        this.audit = audit;
        this.reveals = reveals;
    }

    @ApiCall(
            value = "Search executions",
            tag = "Executions",
            detail = "Across all tasks, newest plan first. Everything given has to hold.",
            parameters = {
                @Parameter(
                        name = "query",
                        about = "the query language, such as `status:failed since:2h`",
                        maxLength = 4_096),
                @Parameter(name = "q", about = "a word to look for", maxLength = 4_096),
                @Parameter(name = "status", about = "one or more, with commas", example = "failed,timeout"),
                @Parameter(name = "task_id", about = "of this task", type = UUID.class),
                @Parameter(name = "run_id", about = "of this run", type = UUID.class),
                @Parameter(name = "queue", about = "of this queue"),
                @Parameter(name = "host", about = "of this host"),
                @Parameter(name = "code", about = "status code or class, such as `500` or `5xx`"),
                @Parameter(name = "kind", about = "what made the run"),
                @Parameter(name = "cause", about = "failures of this cause", type = UUID.class),
                @Parameter(name = "from", about = "planned at or after", example = "2026-05-04T00:00:00Z"),
                @Parameter(name = "to", about = "planned before", example = "2026-05-05T00:00:00Z"),
                @Parameter(name = "group", about = "one row per run", values = "run"),
                @Parameter(name = "limit", about = "page size", type = int.class, min = 1, max = 200, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = ExecutionSummary.class, form = Reply.Form.PAGE))
    @GetMapping("/api/v1/executions")
    Answer list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        return Answer.of(200, queries.page(SearchParameters.search(caller.organizationId(), parameters)));
    }

    @ApiCall(
            value = "Count executions",
            tag = "Executions",
            detail = "The same parameters as the list's; those of paging are not looked at.",
            parameters = {
                @Parameter(
                        name = "query",
                        about = "the query language, such as `status:failed since:2h`",
                        maxLength = 4_096),
                @Parameter(name = "q", about = "a word to look for", maxLength = 4_096),
                @Parameter(name = "status", about = "one or more, with commas", example = "failed,timeout"),
                @Parameter(name = "task_id", about = "of this task", type = UUID.class),
                @Parameter(name = "run_id", about = "of this run", type = UUID.class),
                @Parameter(name = "queue", about = "of this queue"),
                @Parameter(name = "host", about = "of this host"),
                @Parameter(name = "code", about = "status code or class, such as `500` or `5xx`"),
                @Parameter(name = "kind", about = "what made the run"),
                @Parameter(name = "cause", about = "failures of this cause", type = UUID.class),
                @Parameter(name = "from", about = "planned at or after", example = "2026-05-04T00:00:00Z"),
                @Parameter(name = "to", about = "planned before", example = "2026-05-05T00:00:00Z"),
                @Parameter(name = "group", about = "one row per run", values = "run")
            },
            replies = @Reply(Count.class))
    @GetMapping("/api/v1/executions/count")
    Answer count(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Query query = SearchParameters.query(parameters);
        long count = queries.count(caller.organizationId(), query, SearchParameters.byRun(parameters));
        long shown = Math.min(count, ExecutionQueries.COUNT_LIMIT);
        return Answer.data(200, new Count(shown, count > shown));
    }

    @ApiCall(
            value = "Show an execution",
            tag = "Executions",
            detail = "The request as sent, the answer as it came, every attempt of the run.",
            replies = @Reply(ExecutionDetail.class))
    @EnqueueScope
    @GetMapping("/api/v1/executions/{id}")
    Answer show(Caller caller, @PathVariable UUID id) {
        ExecutionDetail found = details.find(caller.organizationId(), id)
                .filter(detail -> makers.maySee(caller, detail.execution().taskId()))
                .orElseThrow(() -> ApiProblem.notFound("execution"));
        if (found.request().body() != null || found.response() != null) {
            reveals.note(caller, "execution", id, found.execution().taskName());
        }
        return Answer.data(200, found);
    }

    @ApiCall(
            value = "Run again what failed",
            tag = "Executions",
            body = ExecutionAction.class,
            bodyOptional = true,
            replies = @Reply(status = 202, value = Accepted.class),
            errors = 409)
    @PostMapping("/api/v1/executions/{id}/retry")
    Answer retry(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        String reason = reason(body);
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return idempotent.submitted(caller, key, () -> {
            ManualRetry.Retried retried =
                    retry.retry(caller, id, accepted -> key == null ? null : key.claim(Answer.data(202, accepted)));
            if (retried.receipt() instanceof Receipt.Stored) {
                note("execution.retried", caller, id, reason); // its run has its own commit, with others of the moment
            }
            Answer fresh = Answer.data(202, retried.accepted())
                    .at("/api/v1/executions/" + retried.accepted().executionId());
            return IdempotentCalls.of(retried.receipt(), fresh);
        });
    }

    @ApiCall(
            value = "Cancel an execution",
            tag = "Executions",
            detail = "One that waits is not sent; one that runs ends, and no further attempt follows.",
            body = ExecutionAction.class,
            bodyOptional = true,
            replies = @Reply(CancelAnswer.class),
            errors = 409)
    @PostMapping("/api/v1/executions/{id}/cancel")
    Answer cancel(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        String reason = reason(body);
        return idempotent.once(caller, IdempotencyKey.of(request, body), () -> {
            Answer answer = cancel(caller, id);
            note("execution.cancelled", caller, id, reason);
            return answer;
        });
    }

    private Answer cancel(Caller caller, UUID id) {
        return switch (control.cancelExecution(caller.organizationId(), id)) {
            case DONE -> Answer.data(200, new CancelAnswer(id, "cancelled", false), "Cancelled before it was sent.");
            case LAST_ATTEMPT_RUNNING ->
                Answer.data(
                        200,
                        new CancelAnswer(id, "running", true),
                        "The attempt in flight ends and is recorded; no further one follows.");
            case NOT_WAITING -> {
                details.find(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("execution"));
                throw ApiProblem.of(409, "not_cancellable", "This execution is over; there is nothing left to cancel.");
            }
        };
    }

    private static String reason(byte[] body) {
        if (body.length == 0) {
            return "";
        }
        Fields fields = Fields.parse(body, ACTION);
        String reason = fields.optionalText("reason", MAX_REASON);
        fields.check();
        return reason == null ? "" : reason;
    }

    private void note(String action, Caller caller, UUID execution, String reason) {
        audit.record(
                caller, AuditAction.of(action, "execution", execution, null).reason(reason));
    }
}
