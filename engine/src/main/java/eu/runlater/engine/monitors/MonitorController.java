package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.MonitorRequests.MonitorFields;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.CheckView;
import eu.runlater.model.MonitorHour;
import eu.runlater.model.MonitorView;
import eu.runlater.model.PingDetail;
import eu.runlater.model.PingView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/// The HTTP edge of monitors (api.md §12).
@Controller
@RequestMapping("/api/v1/monitors")
class MonitorController {
    private static final int MAX_REASON = 500;
    private static final int DAY = 24;
    private static final int MOST_HOURS = 2_160;

    private final MonitorService service;
    private final IdempotentCalls calls;

    MonitorController(MonitorService service, IdempotentCalls calls) {
        this.service = service;
        this.calls = calls;
    }

    @ApiCall(
            value = "List monitors",
            tag = "Monitors",
            detail = "Newest first, all of them.",
            replies = @Reply(value = MonitorView.class, form = Reply.Form.LIST))
    @GetMapping
    Answer list(Caller caller) {
        return Answer.data(200, service.all(caller));
    }

    @ApiCall(
            value = "Make a monitor",
            tag = "Monitors",
            detail =
                    "It goes down when its job does not report to `ping_url` in time. The first ping arms it. The fields may be"
                            + " wrapped in `monitor`.",
            body = MonitorFields.class,
            replies = @Reply(status = 201, value = MonitorView.class))
    @PostMapping
    Answer create(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, MonitorReader.NAMES);
            MonitorView made = service.create(caller, fields, fields.optionalText("reason", MAX_REASON));
            return Answer.data(201, made).at("/api/v1/monitors/" + made.id());
        });
    }

    @ApiCall(value = "Show a monitor", tag = "Monitors", replies = @Reply(MonitorView.class))
    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, service.show(caller, id));
    }

    @ApiCall(
            value = "Change a monitor",
            tag = "Monitors",
            detail =
                    "Absent fields stay as they are; `null` clears those that can be empty. Another schedule counts from now"
                            + " on. `enabled` false makes it `paused`, true again `new`.",
            body = MonitorFields.class,
            replies = @Reply(MonitorView.class),
            errors = 409)
    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer edit(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        IdempotencyKey key = request.getMethod().equals("PATCH") ? IdempotencyKey.of(request, body) : null;
        return calls.once(caller, key, () -> {
            Fields fields = Fields.parse(body, MonitorReader.NAMES);
            return Answer.data(200, service.update(caller, id, fields, fields.optionalText("reason", MAX_REASON)));
        });
    }

    @ApiCall(
            value = "Delete a monitor",
            tag = "Monitors",
            detail = "With its pings.",
            parameters = @Parameter(name = "reason", about = "why, for the audit log", maxLength = 500),
            replies = @Reply(status = 204))
    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        service.delete(caller, id, reason(request.getParameter("reason")));
        return Answer.noContent();
    }

    @ApiCall(
            value = "List a monitor's pings",
            tag = "Monitors",
            detail = "Newest first.",
            parameters = {
                @Parameter(name = "limit", type = int.class, about = "page size", min = 1, max = 100, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = PingView.class, form = Reply.Form.PAGE))
    @GetMapping("/{id}/pings")
    Answer pings(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Answer.of(200, service.pings(caller, id, PingPage.of(limit, cursor)));
    }

    @ApiCall(
            value = "Show a ping",
            tag = "Monitors",
            detail = "With what it sent, at most 10 KB of it. When a person looks, it is recorded.",
            replies = @Reply(PingDetail.class))
    @GetMapping("/{id}/pings/{pingId}")
    Answer ping(Caller caller, @PathVariable UUID id, @PathVariable UUID pingId) {
        return Answer.data(200, service.ping(caller, id, pingId));
    }

    @ApiCall(
            value = "List an http monitor's calls",
            tag = "Monitors",
            detail = "Newest first, with where the time went.",
            parameters = {
                @Parameter(name = "limit", type = int.class, about = "page size", min = 1, max = 100, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = CheckView.class, form = Reply.Form.PAGE))
    @GetMapping("/{id}/checks")
    Answer checks(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Answer.of(200, service.checks(caller, id, PingPage.of(limit, cursor)));
    }

    @ApiCall(
            value = "An http monitor's hours",
            tag = "Monitors",
            detail = "Oldest first; kept for 90 days. Hours without a call are not there.",
            parameters =
                    @Parameter(
                            name = "hours",
                            type = int.class,
                            about = "how many to look back, by itself 24",
                            min = 1,
                            max = 2_160,
                            lenient = true),
            replies = @Reply(value = MonitorHour.class, form = Reply.Form.LIST))
    @GetMapping("/{id}/hours")
    Answer hours(Caller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable String hours) {
        return Answer.data(200, service.hours(caller, id, hours(hours)));
    }

    private static int hours(@Nullable String text) {
        int hours = text == null || !text.matches("[0-9]{1,4}") ? DAY : Integer.parseInt(text);
        return hours < 1 || hours > MOST_HOURS ? DAY : hours;
    }

    private static @Nullable String reason(@Nullable String text) {
        if (text != null && (text.length() > MAX_REASON || text.indexOf('\0') >= 0)) {
            throw ApiProblem.badRequest("\"reason\" must have at most " + MAX_REASON + " characters.");
        }
        return text;
    }
}
