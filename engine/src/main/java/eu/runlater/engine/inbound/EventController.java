package eu.runlater.engine.inbound;

import eu.runlater.engine.inbound.EndpointRequests.ReplayFields;
import eu.runlater.engine.inbound.Replays.Replayed;
import eu.runlater.engine.inbound.Replays.Selection;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.EventReplay;
import eu.runlater.model.EventsReplay;
import eu.runlater.model.InboundEventDetail;
import eu.runlater.model.InboundEventView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The HTTP edge of received events and their replay (api.md §14.3, §14.4).
@Controller
@RequestMapping("/api/v1/endpoints/{id}")
class EventController {
    private static final FieldNames REPLAY = FieldNames.of("from", "to", "status", "event_ids", "dry_run", "reason");
    private static final int MAX_IDS = 1_000;
    private static final int MAX_REASON = 500;
    private static final int MAX_TIME = 64;
    private static final int ID_LENGTH = 36;

    private final EventService events;
    private final Replays replays;
    private final IdempotentCalls calls;

    EventController(EventService events, Replays replays, IdempotentCalls calls) {
        this.events = events;
        this.replays = replays;
        this.calls = calls;
    }

    @ApiCall(
            value = "List an endpoint's events",
            tag = "Endpoints",
            detail = "Newest first. With `status`, a page may have fewer events than asked for and still be followed by"
                    + " another.",
            parameters = {
                @Parameter(
                        name = "status",
                        about = "only events that stand so",
                        values = {"pending", "success", "failed", "filtered", "rejected"}),
                @Parameter(name = "from", type = Instant.class, about = "received at or after"),
                @Parameter(name = "to", type = Instant.class, about = "received before"),
                @Parameter(name = "limit", type = int.class, about = "page size", min = 1, max = 100, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = InboundEventView.class, form = Reply.Form.PAGE))
    @GetMapping("/events")
    Answer list(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Answer.of(200, events.list(caller, id, EventPage.of(status, from, to, limit, cursor)));
    }

    @ApiCall(
            value = "Show an event",
            tag = "Endpoints",
            detail =
                    "With headers and body as they were received, and how each forwarding stands. When a person looks, it is"
                            + " recorded.",
            replies = @Reply(InboundEventDetail.class))
    @GetMapping("/events/{eventId}")
    Answer show(Caller caller, @PathVariable UUID id, @PathVariable UUID eventId) {
        return Answer.data(200, events.show(caller, id, eventId));
    }

    @ApiCall(
            value = "Replay an event",
            tag = "Endpoints",
            detail = "A new run of each of its forwardings, now, with the request as it was built when the event came.",
            bodyOptional = true,
            replies = @Reply(status = 202, value = EventReplay.class),
            errors = 422)
    @PostMapping("/events/{eventId}/replay")
    Answer replay(Caller caller, @PathVariable UUID id, @PathVariable UUID eventId, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        if (body.length > 0) {
            Fields.parse(body, FieldNames.of()).check();
        }
        IdempotencyKey key = IdempotencyKey.of(request, body);
        return calls.submitted(caller, key, () -> {
            Replayed replayed = replays.one(caller, id, eventId, made -> key == null ? null : key.claim(answer(made)));
            return IdempotentCalls.of(replayed.receipt(), answer(replayed.replay()));
        });
    }

    private static Answer answer(EventReplay replay) {
        return Answer.data(202, replay, "Replayed to " + replay.executions().size() + " destination(s).");
    }

    @ApiCall(
            value = "Replay many events",
            tag = "Endpoints",
            detail =
                    "A range of time, those that failed, or some by id; at least one of these must be given. At most 10,000"
                            + " at a time, oldest first.",
            body = ReplayFields.class,
            replies = {
                @Reply(value = EventsReplay.class, about = "with dry_run: what would be replayed"),
                @Reply(status = 202, value = EventsReplay.class, about = "what was replayed")
            })
    @PostMapping("/replay")
    Answer replayMany(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, REPLAY);
            Selection selection = selection(fields);
            boolean dryRun = fields.bool("dry_run", false);
            String reason = fields.optionalText("reason", MAX_REASON);
            fields.check();
            EventsReplay replay = replays.many(caller, id, selection, dryRun, reason);
            String message = replay.replayed() + " of " + replay.matched() + " events "
                    + (dryRun ? "would be replayed." : "were replayed.");
            return Answer.data(dryRun ? 200 : 202, replay, message);
        });
    }

    private static Selection selection(Fields fields) {
        String from = fields.text("from", MAX_TIME);
        String to = fields.text("to", MAX_TIME);
        String status = fields.word("status", EventPage.STATUSES);
        List<UUID> ids = ids(fields);
        if (from == null && to == null && status == null && ids == null) {
            fields.refuse("base", "must say which events: from, to, status or event_ids");
        }
        if (ids != null && (from != null || to != null)) {
            fields.refuse("event_ids", "cannot be given together with from and to");
        }
        return new Selection(
                ids,
                status,
                from == null ? EventPage.FIRST : Ids.floor(EventPage.moment("from", from)),
                to == null ? EventPage.LAST : Ids.floor(EventPage.moment("to", to)));
    }

    private static @Nullable List<UUID> ids(Fields fields) {
        List<String> texts = EndpointReader.texts(fields, "event_ids", MAX_IDS, ID_LENGTH);
        if (texts == null) {
            return null;
        }
        List<UUID> ids = new ArrayList<>();
        for (String text : texts) {
            try {
                if (text.length() != ID_LENGTH) {
                    throw new IllegalArgumentException("not a UUID");
                }
                ids.add(UUID.fromString(text));
            } catch (IllegalArgumentException _) {
                fields.refuse("event_ids", "must be an array of ids of events; \"" + text + "\" is none");
                return ids;
            }
        }
        return ids;
    }
}
