package eu.runlater.engine.queueapi;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.queues.QueueControl.Limits;
import eu.runlater.engine.queues.QueueSettings;
import eu.runlater.engine.queues.Rate;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.QueueView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/// The HTTP edge of queues (api.md §11, decision 18).
@Controller
@RequestMapping("/api/v1/queues")
class QueueController {
    private static final int MAX_NAME = 255;
    private static final int MAX_REASON = 500;
    private static final FieldNames ACTION = FieldNames.of("reason");
    private static final FieldNames PURGE = FieldNames.of("dry_run", "reason");
    private static final FieldNames EDIT =
            FieldNames.of("concurrency", "rate", "ordered", "priority", "paused", "reason", "version");

    /// The request's fields, for the API's document.
    private record QueueAction(
            @Field(about = "why, for the audit log", maxLength = 500, example = "\"cleaning up\"")
            String reason) {}

    private record QueuePurge(
            @Field(about = "only say what would be cancelled")
            Boolean dryRun,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"cleaning up\"")
            String reason) {}

    private record QueueEdit(
            @Field(about = "runs at the same time", min = 1, max = 1_000, example = "4")
            Integer concurrency,

            @Field(about = "starts per s, m, h or d; `null` or empty = no limit", maxLength = 32, example = "\"100/m\"")
            String rate,

            @Field(about = "a waiting retry blocks those behind it; needs a concurrency of 1")
            Boolean ordered,

            @Field(about = "of tasks that name none", min = 0, max = 9)
            Integer priority,

            @Field(about = "nothing is started while true") Boolean paused,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"cleaning up\"")
            String reason,

            @Field(about = "the version you have; when the queue has a newer one, the answer is 409", min = 1)
            Integer version) {}

    private final Queues queues;
    private final IdempotentCalls calls;

    QueueController(Queues queues, IdempotentCalls calls) {
        this.queues = queues;
        this.calls = calls;
    }

    @ApiCall(
            value = "List queues",
            tag = "Queues",
            detail = "By name.",
            replies = @Reply(value = QueueView.class, form = Reply.Form.LIST))
    @GetMapping
    Answer list(Caller caller) {
        return Answer.data(200, queues.all(caller));
    }

    @ApiCall(value = "Show a queue", tag = "Queues", replies = @Reply(QueueView.class))
    @GetMapping("/{name}")
    Answer show(Caller caller, @PathVariable String name) {
        return Answer.data(200, queues.one(caller, checked(name)));
    }

    @ApiCall(
            value = "Change a queue's settings",
            tag = "Queues",
            detail = "Absent fields stay as they are. A queue that is not there yet is made.",
            body = QueueEdit.class,
            replies = @Reply(QueueView.class),
            errors = 409)
    @RequestMapping(
            path = "/{name}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer edit(Caller caller, @PathVariable String name, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        String queue = checked(name);
        IdempotencyKey key = request.getMethod().equals("PATCH") ? IdempotencyKey.of(request, body) : null;
        return calls.once(caller, key, () -> {
            Fields fields = Fields.parse(body, EDIT);
            int version = fields.value("version") == null ? 0 : fields.integer("version", 1, Integer.MAX_VALUE, 0);
            String reason = fields.optionalText("reason", MAX_REASON);
            Boolean paused = fields.value("paused") == null ? null : fields.bool("paused", false);
            Function<QueueSettings, Limits> decide = limits(fields, version, () -> queues.one(caller, queue));
            fields.check();
            QueueView view = queues.update(caller, queue, decide, reason);
            if (paused != null) {
                view = paused ? queues.pause(caller, queue, reason) : queues.resume(caller, queue, reason);
            }
            return Answer.data(200, view);
        });
    }

    /// What was sent laid over what is set.
    private static Function<QueueSettings, Limits> limits(Fields fields, int version, Supplier<QueueView> view) {
        Set<String> sent = fields.sent().keySet();
        int concurrency = fields.integer("concurrency", 1, 1_000, 1);
        boolean ordered = fields.bool("ordered", false);
        Integer priority = fields.value("priority") == null ? null : fields.integer("priority", 0, 9, 5);
        String rateText = fields.optionalText("rate", 32);
        Rate rate = rateText == null ? null : Rate.parse(rateText).orElse(null);
        if (rateText != null && rate == null) {
            fields.refuse(
                    "rate",
                    "must be a text such as \"100/m\": a number up to 1000000, and s, m, h or d; not \"" + rateText
                            + "\"");
        }
        return current -> {
            if (version != 0 && version != current.version()) {
                throw ApiProblem.conflict("queue", version, current.version(), view.get());
            }
            Limits limits = new Limits(
                    sent.contains("concurrency") ? concurrency : current.concurrency(),
                    sent.contains("rate") ? rate : current.rate(),
                    sent.contains("ordered") ? ordered : current.ordered(),
                    sent.contains("priority") ? priority : current.priority());
            if (limits.ordered() && limits.concurrency() != 1) {
                throw ApiProblem.invalid(
                        "ordered",
                        "needs a concurrency of 1, not " + limits.concurrency()
                                + ": runs beside each other have no order; send \"concurrency\": 1 with it");
            }
            return limits;
        };
    }

    @ApiCall(
            value = "Pause a queue",
            tag = "Queues",
            body = QueueAction.class,
            bodyOptional = true,
            idempotencyKey = false,
            replies = @Reply(QueueView.class))
    @PostMapping("/{name}/pause")
    Answer pause(Caller caller, @PathVariable String name, HttpServletRequest request) {
        String reason = reason(request);
        String queue = checked(name);
        QueueView view = queues.pause(caller, queue, reason);
        return Answer.data(200, view, "Nothing is started from this queue until it is resumed.");
    }

    @ApiCall(
            value = "Resume a queue",
            tag = "Queues",
            body = QueueAction.class,
            bodyOptional = true,
            idempotencyKey = false,
            replies = @Reply(QueueView.class))
    @PostMapping("/{name}/resume")
    Answer resume(Caller caller, @PathVariable String name, HttpServletRequest request) {
        String reason = reason(request);
        String queue = checked(name);
        QueueView view = queues.resume(caller, queue, reason);
        return Answer.data(200, view, "The queue goes on, oldest first.");
    }

    @ApiCall(
            value = "Cancel what waits in a queue",
            tag = "Queues",
            body = QueuePurge.class,
            bodyOptional = true,
            idempotencyKey = false,
            replies = @Reply(Queues.Purged.class))
    @PostMapping("/{name}/purge")
    Answer purge(Caller caller, @PathVariable String name, HttpServletRequest request) {
        Fields fields = fields(request, PURGE);
        boolean dryRun = fields.bool("dry_run", false);
        String reason = fields.optionalText("reason", MAX_REASON);
        fields.check();
        String queue = checked(name);
        Queues.Purged purged = queues.purge(caller, queue, dryRun, reason);
        String message = dryRun
                ? purged.waiting() + " waiting runs would be cancelled."
                : purged.cancelled() + " of " + purged.waiting() + " waiting runs were cancelled.";
        return Answer.data(200, purged, message);
    }

    private static String checked(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
            throw ApiProblem.badRequest("A queue's name has 1 to " + MAX_NAME + " characters.");
        }
        return name;
    }

    private static @Nullable String reason(HttpServletRequest request) {
        Fields fields = fields(request, ACTION);
        String reason = fields.optionalText("reason", MAX_REASON);
        fields.check();
        return reason;
    }

    private static Fields fields(HttpServletRequest request, FieldNames names) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body, names);
    }
}
