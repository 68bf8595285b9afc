package eu.runlater.engine.executions;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.operations.BulkAction;
import eu.runlater.engine.operations.Operations;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.BulkPreview;
import eu.runlater.model.FailureCause;
import eu.runlater.model.OperationView;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import eu.runlater.model.query.QueryTerm;
import eu.runlater.model.query.QueryValue;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/failures`: dead letters by cause, and what to do about them (decision 22).
@Controller
class FailureController {
    private static final FieldNames BULK = FieldNames.of("query", "cause_id", "dry_run", "reason");
    private static final int MAX_QUERY = 4096;
    private static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1L, -1L));

    /// The request's fields, for the API's document.
    private record FailureBulk(
            @Field(
                    about = "which failures, in the query language; this or `cause_id`",
                    maxLength = MAX_QUERY,
                    example = "\"task:invoices-* since:24h\"")
            String query,

            @Field(about = "the `id` of one cause", format = "uuid")
            String causeId,

            @Field(about = "only say how many there are, and which")
            Boolean dryRun,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"the receiver is back\"")
            String reason) {}

    private record Asked(
            Query query,
            String text,
            boolean dryRun,
            @Nullable String reason) {}

    private final FailureQueries failures;
    private final FailureRetry retry;
    private final FailureDiscard discard;
    private final Operations operations;
    private final IdempotentCalls calls;

    FailureController(
            FailureQueries failures,
            FailureRetry retry,
            FailureDiscard discard,
            Operations operations,
            IdempotentCalls calls) {
        this.failures = failures;
        this.retry = retry;
        this.discard = discard;
        this.operations = operations;
        this.calls = calls;
    }

    @ApiCall(
            value = "List failures by cause",
            tag = "Failures",
            detail =
                    "Runs that ended badly and that nobody has retried or discarded, grouped by task and error, the cause"
                            + " with the newest failure first.",
            parameters = {
                @Parameter(
                        name = "query",
                        about = "the query language, such as `host:api.example.com since:2h`",
                        maxLength = 4_096),
                @Parameter(name = "q", about = "a word to look for", maxLength = 4_096),
                @Parameter(name = "status", about = "`failed`, `timeout` or both, with a comma", example = "timeout"),
                @Parameter(name = "task_id", about = "of this task", type = UUID.class),
                @Parameter(name = "run_id", about = "of this run", type = UUID.class),
                @Parameter(name = "queue", about = "of this queue"),
                @Parameter(name = "host", about = "of this host"),
                @Parameter(name = "code", about = "status code or class, such as `500` or `5xx`"),
                @Parameter(name = "kind", about = "what made the run"),
                @Parameter(name = "cause", about = "only this cause", type = UUID.class),
                @Parameter(name = "from", about = "ended at or after", example = "2026-05-04T00:00:00Z"),
                @Parameter(name = "to", about = "ended before", example = "2026-05-05T00:00:00Z"),
                @Parameter(name = "limit", about = "page size", type = int.class, min = 1, max = 200, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = FailureCause.class, form = Reply.Form.PAGE))
    @GetMapping("/api/v1/failures")
    Answer list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Search search = SearchParameters.search(caller.organizationId(), parameters);
        if (search.byRun()) {
            throw ApiProblem.invalid("group", "failures are grouped by cause already; leave it out");
        }
        Cursor after = search.after() == null ? START : search.after();
        return Answer.of(200, failures.causes(caller.organizationId(), search.query(), search.limit(), after));
    }

    @ApiCall(
            value = "Retry failures",
            tag = "Failures",
            detail =
                    "Begins an operation that calls them again, ten seconds from now, at most 500 a second; until then it"
                            + " can be undone without a trace. With `dry_run` it says what it would concern and does nothing.",
            body = FailureBulk.class,
            replies = {@Reply(value = OperationView.class, status = 202), @Reply(BulkPreview.class)})
    @PostMapping("/api/v1/failures/retry")
    Answer retry(Caller caller, HttpServletRequest request) {
        return bulk(caller, request, retry);
    }

    @ApiCall(
            value = "Discard failures",
            tag = "Failures",
            detail =
                    "Begins an operation that takes them off this list; the history keeps them. Can be undone for a day."
                            + " With `dry_run` it says what it would concern and does nothing.",
            body = FailureBulk.class,
            replies = {@Reply(value = OperationView.class, status = 202), @Reply(BulkPreview.class)})
    @PostMapping("/api/v1/failures/discard")
    Answer discard(Caller caller, HttpServletRequest request) {
        return bulk(caller, request, discard);
    }

    private Answer bulk(Caller caller, HttpServletRequest request, BulkAction action) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Asked asked = read(body);
            if (asked.dryRun()) {
                return Answer.data(200, failures.preview(caller.organizationId(), asked.query()));
            }
            OperationView begun = operations.begin(
                    caller, action, asked.text(), asked.reason(), id -> freeze(caller, asked.query(), id));
            return Answer.data(202, begun).at("/api/v1/operations/" + begun.id());
        });
    }

    private int freeze(Caller caller, Query query, UUID operation) {
        int count = failures.freeze(caller.organizationId(), query, operation);
        if (count > FailureQueries.MOST) {
            throw ApiProblem.invalid(
                    "query",
                    "fits more than " + FailureQueries.MOST + " failures; narrow it, for example with since:24h");
        }
        return count;
    }

    private static Asked read(byte[] body) {
        Fields fields = Fields.parse(body, BULK);
        String text = fields.optionalText("query", MAX_QUERY);
        UUID cause = cause(fields);
        boolean dryRun = fields.bool("dry_run", false);
        String reason = fields.optionalText("reason", 500);
        if (text == null && cause == null && fields.value("cause_id") == null) {
            fields.refuse("query", "is required, or cause_id: say which failures, for example \"since:24h\"");
        }
        fields.check();
        List<QueryTerm> terms = new ArrayList<>();
        if (text != null) {
            terms.addAll(SearchParameters.written(text).terms());
        }
        String shown = text == null ? "" : text;
        if (cause != null) {
            terms.add(new QueryTerm.Match(false, QueryField.CAUSE, List.of(new QueryValue.Id(cause))));
            shown = (shown + " cause:" + cause).strip();
        }
        return new Asked(new Query(terms), shown, dryRun, reason);
    }

    private static @Nullable UUID cause(Fields fields) {
        String text = fields.optionalText("cause_id", 64);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            fields.refuse("cause_id", "must be the id of a cause, 36 characters, as GET /api/v1/failures shows it");
            return null;
        }
    }
}
