package eu.runlater.engine.schedule;

import eu.runlater.engine.dispatch.Rank;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// The HTTP edge of the ledger: "why did it not run?", and making up for what did not.
@Controller
@RequestMapping("/api/v1/tasks/{id}")
class FiringController {
    private static final FieldNames BACKFILL = FieldNames.of("from", "to", "dry_run", "reason");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_653);
    private static final int BACKFILL_PRIORITY = 0; // what is late already lets the rest go first

    /// The request's fields, for the API's document.
    private record BackfillRequest(
            @Field(about = "the first moment to make up for", required = true, example = "\"2026-05-04T00:00:00Z\"")
            Instant from,

            @Field(about = "the first moment not to; now when left out", example = "\"2026-05-04T00:00:00Z\"")
            Instant to,

            @Field(about = "only say what would be run") Boolean dryRun,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"cleaning up\"")
            String reason) {}

    private final Firings firings;
    private final Backfill backfill;
    private final IdempotentCalls calls;
    private final InstantSource clock;

    FiringController(Firings firings, Backfill backfill, IdempotentCalls calls, InstantSource clock) {
        this.firings = firings;
        this.backfill = backfill;
        this.calls = calls;
        this.clock = clock;
    }

    /// Default: the last 24 hours and the next.
    @ApiCall(
            value = "What became of each firing",
            tag = "Schedules",
            parameters = {
                @Parameter(name = "from", about = "a day ago when left out", type = Instant.class),
                @Parameter(name = "to", about = "a day ahead when left out", type = Instant.class)
            },
            replies = @Reply(value = Firings.Page.class, form = Reply.Form.WHOLE))
    @GetMapping("/firings")
    Answer firings(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        Instant now = clock.instant();
        Instant from = moment("from", request.getParameter("from"), now.minus(DAY));
        Instant until = moment("to", request.getParameter("to"), max(from, now).plus(DAY));
        checkRange(from, until);
        return Answer.of(200, firings.of(caller.organizationId(), id, from, until));
    }

    @ApiCall(
            value = "Make up for firings that did not run",
            tag = "Schedules",
            body = BackfillRequest.class,
            replies = {
                @Reply(value = Backfill.Result.class, about = "A dry run."),
                @Reply(status = 202, value = Backfill.Result.class)
            })
    @PostMapping("/backfill")
    Answer backfill(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, BACKFILL);
            String from = fields.text("from", 64);
            String to = fields.text("to", 64);
            boolean dryRun = fields.bool("dry_run", false);
            String reason = fields.optionalText("reason", 500);
            if (from == null) {
                fields.refuse("from", "is required: the first moment to make up for, such as \"2026-05-04T00:00:00Z\"");
            }
            fields.check();
            Instant start = moment("from", from, Instant.EPOCH);
            Instant end = moment("to", to, clock.instant());
            checkRange(start, end);
            Backfill.Result result = backfill.run(
                    caller,
                    id,
                    start,
                    end,
                    dryRun,
                    reason,
                    Rank.recurring(caller.plan(), Long.MAX_VALUE, BACKFILL_PRIORITY));
            String message = dryRun
                    ? result.firings() + " firings would be run."
                    : result.queued() + " of " + result.firings() + " firings were queued.";
            return Answer.data(dryRun ? 200 : 202, result, message);
        });
    }

    private static void checkRange(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            throw ApiProblem.invalid("to", "must be after from");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw ApiProblem.invalid("to", "is more than ten years after from");
        }
    }

    private static Instant moment(String name, @Nullable String text, Instant fallback) {
        if (text == null || text.isEmpty()) {
            return fallback;
        }
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant(); // a + in a query that was not encoded
        } catch (DateTimeException _) {
            throw ApiProblem.invalid(
                    name,
                    "must be an ISO 8601 moment with Z or an offset, such as \"2026-05-04T09:30:00Z\", not \"" + text
                            + "\"");
        }
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
