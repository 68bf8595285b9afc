package eu.runlater.engine.accounts;

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
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Role;
import eu.runlater.model.KeyView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/keys`: API keys.
@Controller
@RequestMapping("/api/v1/keys")
class KeyController {
    private static final String TAG = "Keys";
    private static final FieldNames NEW = FieldNames.of("name", "scope", "expires_at", "operator");
    private static final FieldNames EDIT = FieldNames.of("name");
    private static final Set<String> SCOPES = Set.of("full", "enqueue", "read");

    private record NewKey(
            @Field(about = "what it is for", required = true, maxLength = 255, example = "\"ci-deploy\"")
            String name,

            @Field(
                    about = "what it may do: everything, hand over tasks and see what became of them, or read",
                    values = {"full", "enqueue", "read"},
                    standard = "\"full\"")
            String scope,

            @Field(about = "when it ends; left out = never", format = "date-time")
            String expiresAt,

            @Field(about = "may look after the installation; for operators only", standard = "false")
            Boolean operator) {}

    private record KeyEdit(
            @Field(about = "what it is for", maxLength = 255, example = "\"ci-deploy\"")
            String name) {}

    private final Keys keys;
    private final IdempotentCalls calls;
    private final InstantSource clock;

    KeyController(Keys keys, IdempotentCalls calls, InstantSource clock) {
        this.keys = keys;
        this.calls = calls;
        this.clock = clock;
    }

    @ApiCall(
            value = "List API keys",
            tag = TAG,
            detail = "Newest first, without those that were revoked.",
            replies = @Reply(value = KeyView.class, form = Reply.Form.LIST))
    @Needs(Role.ADMIN)
    @GetMapping
    Answer list(Caller caller) {
        return Answer.data(200, keys.all(caller));
    }

    @ApiCall(
            value = "Make an API key",
            tag = TAG,
            detail = "The answer shows the key, once. A repeat with the same `Idempotency-Key` answers without it.",
            body = NewKey.class,
            replies = @Reply(value = KeyView.class, status = 201))
    @Needs(Role.ADMIN)
    @PostMapping
    Answer create(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(
                caller,
                IdempotencyKey.of(request, body),
                () -> {
                    Fields fields = Fields.parse(body, NEW);
                    String name = AccountFields.requiredName(fields, "name");
                    String scope = fields.word("scope", SCOPES);
                    boolean operator = fields.bool("operator", false);
                    Instant expiresAt = AccountFields.future(fields, "expires_at", clock.instant());
                    fields.check();
                    if (operator && !caller.operator()) {
                        throw ApiProblem.of(
                                403, "forbidden", "operator", "Only operators of this installation make operators.");
                    }
                    if (operator && scope != null && !scope.equals("full")) {
                        throw ApiProblem.invalid("operator", "needs the scope \"full\", not \"" + scope + "\"");
                    }
                    KeyView made = keys.create(caller, name, scope == null ? "full" : scope, operator, expiresAt);
                    return Answer.data(201, made, "Store the key now: it is not shown again.");
                },
                AccountFields::withoutSecrets);
    }

    @ApiCall(value = "Rename an API key", tag = TAG, body = KeyEdit.class, replies = @Reply(KeyView.class))
    @Needs(Role.ADMIN)
    @PatchMapping("/{id}")
    Answer rename(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, EDIT);
            String name = fields.sent().containsKey("name") ? AccountFields.requiredName(fields, "name") : null;
            fields.check();
            return Answer.data(200, keys.rename(caller, id, name));
        });
    }

    @ApiCall(
            value = "Revoke an API key",
            tag = TAG,
            detail = "It is refused on every node within five seconds, and its open streams end.",
            parameters = @Parameter(name = "reason", about = "why, for the audit log", maxLength = 500),
            replies = @Reply(status = 204))
    @Needs(Role.ADMIN)
    @DeleteMapping("/{id}")
    Answer revoke(Caller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable String reason) {
        keys.revoke(caller, id, AccountFields.reason(reason));
        return Answer.noContent();
    }
}
