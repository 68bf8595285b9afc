package eu.runlater.engine.inbound;

import eu.runlater.engine.inbound.EndpointRequests.EndpointFields;
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
import eu.runlater.model.EndpointView;
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

/// The HTTP edge of endpoints (api.md §14.1).
@Controller
@RequestMapping("/api/v1/endpoints")
class EndpointController {
    private static final int MAX_REASON = 500;

    private final EndpointService service;
    private final IdempotentCalls calls;

    EndpointController(EndpointService service, IdempotentCalls calls) {
        this.service = service;
        this.calls = calls;
    }

    @ApiCall(
            value = "List endpoints",
            tag = "Endpoints",
            detail = "Newest first, all of them.",
            replies = @Reply(value = EndpointView.class, form = Reply.Form.LIST))
    @GetMapping
    Answer list(Caller caller) {
        return Answer.data(200, service.all(caller));
    }

    @ApiCall(
            value = "Make an endpoint",
            tag = "Endpoints",
            detail = "An address that takes any request and forwards it. The fields may be wrapped in `endpoint`.",
            body = EndpointFields.class,
            replies = @Reply(status = 201, value = EndpointView.class))
    @PostMapping
    Answer create(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, EndpointReader.NAMES);
            EndpointView made = service.create(caller, fields, fields.optionalText("reason", MAX_REASON));
            return Answer.data(201, made).at("/api/v1/endpoints/" + made.id());
        });
    }

    @ApiCall(value = "Show an endpoint", tag = "Endpoints", replies = @Reply(EndpointView.class))
    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, service.show(caller, id));
    }

    @ApiCall(
            value = "Change an endpoint",
            tag = "Endpoints",
            detail =
                    "Absent fields stay as they are; `null` clears those that can be empty. Events that came before are not"
                            + " concerned.",
            body = EndpointFields.class,
            replies = @Reply(EndpointView.class),
            errors = 409)
    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer edit(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        IdempotencyKey key = request.getMethod().equals("PATCH") ? IdempotencyKey.of(request, body) : null;
        return calls.once(caller, key, () -> {
            Fields fields = Fields.parse(body, EndpointReader.NAMES);
            return Answer.data(200, service.update(caller, id, fields, fields.optionalText("reason", MAX_REASON)));
        });
    }

    @ApiCall(
            value = "Delete an endpoint",
            tag = "Endpoints",
            detail = "With its events. What waits to be forwarded is forwarded all the same.",
            parameters = @Parameter(name = "reason", about = "why, for the audit log", maxLength = 500),
            replies = @Reply(status = 204))
    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        service.delete(caller, id, reason(request.getParameter("reason")));
        return Answer.noContent();
    }

    private static @Nullable String reason(@Nullable String text) {
        if (text != null && (text.length() > MAX_REASON || text.indexOf('\0') >= 0)) {
            throw ApiProblem.badRequest("\"reason\" must have at most " + MAX_REASON + " characters.");
        }
        return text;
    }
}
