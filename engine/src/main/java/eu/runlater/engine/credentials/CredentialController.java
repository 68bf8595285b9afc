package eu.runlater.engine.credentials;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Role;
import eu.runlater.model.CredentialView;
import eu.runlater.model.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/// The HTTP edge of credentials (decision 23). Everyone who works with tasks sees which there are; making and changing
/// them is for administrators.
@Controller
@RequestMapping("/api/v1/credentials")
class CredentialController {
    private static final int MAX_REASON = 500;

    private final CredentialService service;
    private final IdempotentCalls calls;

    CredentialController(CredentialService service, IdempotentCalls calls) {
        this.service = service;
        this.calls = calls;
    }

    @ApiCall(
            value = "List credentials",
            tag = "Credentials",
            detail = "By name. Secrets are never part of an answer.",
            parameters = {
                @Parameter(name = "limit", type = int.class, about = "page size", min = 1, max = 100, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = CredentialView.class, form = Reply.Form.PAGE))
    @GetMapping
    Answer list(Caller caller, HttpServletRequest request) {
        int limit = NamePlace.limit(request.getParameter("limit"));
        NamePlace after = NamePlace.parse(request.getParameter("cursor"));
        List<Credential> rows = service.list(caller, after.name(), after.id(), limit + 1);
        boolean more = rows.size() > limit;
        List<CredentialView> page =
                rows.stream().limit(limit).map(service::view).toList();
        String next = more ? NamePlace.of(rows.get(limit - 1)).text() : null;
        return Answer.of(200, new Page<>(page, more, next));
    }

    @ApiCall(
            value = "Store a credential",
            tag = "Credentials",
            detail =
                    "What a target is shown so that it lets calls in; tasks name it in `credential`. Sealed at rest, and"
                            + " write-only: it can be replaced, not read.",
            body = CredentialRequests.NewCredential.class,
            replies = @Reply(status = 201, value = CredentialView.class))
    @Needs(Role.ADMIN)
    @PostMapping
    Answer create(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            CredentialView made = service.create(caller, body);
            return Answer.data(201, made, "Stored. Its secret cannot be read again, only replaced.")
                    .at("/api/v1/credentials/" + made.id());
        });
    }

    @ApiCall(value = "Show a credential", tag = "Credentials", replies = @Reply(CredentialView.class))
    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable UUID id) {
        return Answer.data(200, service.show(caller, id));
    }

    @ApiCall(
            value = "Change a credential",
            tag = "Credentials",
            detail = "Absent fields stay as they are; work that waits already uses the new ones.",
            body = CredentialRequests.CredentialEdit.class,
            replies = @Reply(CredentialView.class),
            errors = 409)
    @Needs(Role.ADMIN)
    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer edit(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        IdempotencyKey key = request.getMethod().equals("PATCH") ? IdempotencyKey.of(request, body) : null;
        return calls.once(caller, key, () -> Answer.data(200, service.edit(caller, id, body)));
    }

    @ApiCall(
            value = "Delete a credential",
            tag = "Credentials",
            detail = "Refused while recurring tasks or waiting runs use it.",
            parameters = @Parameter(name = "reason", about = "why, for the audit log", maxLength = 500),
            replies = @Reply(status = 204),
            errors = 409)
    @Needs(Role.ADMIN)
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
