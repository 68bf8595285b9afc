package eu.runlater.engine.accounts;

import eu.runlater.engine.delivery.SigningSecrets;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Role;
import eu.runlater.model.WebhookSecretView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// `/api/v1/webhook-secret`: what deliveries are signed with.
@Controller
@RequestMapping("/api/v1/webhook-secret")
class WebhookSecretController {
    private static final String TAG = "Webhook secret";
    private static final int MAX_HOURS = (int) SigningSecrets.LONGEST_OVERLAP.toHours();
    private static final int DEFAULT_HOURS = (int) SigningSecrets.DEFAULT_OVERLAP.toHours();
    private static final int MAX_REASON = 500;
    private static final FieldNames ROTATE = FieldNames.of("overlap_hours", "force", "reason");
    private static final FieldNames END = FieldNames.of("reason");

    private record SecretRotation(
            @Field(about = "how long the old secret signs beside the new one", min = 0, max = 168, standard = "24")
            Integer overlapHours,

            @Field(about = "also while an earlier rotation's overlap lasts, which ends then", standard = "false")
            Boolean force,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    private record OverlapEnd(
            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    private final WebhookSecrets secrets;
    private final IdempotentCalls calls;

    WebhookSecretController(WebhookSecrets secrets, IdempotentCalls calls) {
        this.secrets = secrets;
        this.calls = calls;
    }

    @ApiCall(
            value = "Show the webhook secret",
            tag = TAG,
            detail = "Each look is recorded in the audit log.",
            replies = @Reply(WebhookSecretView.class))
    @Needs(Role.ADMIN)
    @GetMapping
    Answer reveal(Caller caller) {
        return Answer.data(200, secrets.reveal(caller));
    }

    @ApiCall(
            value = "Replace the webhook secret",
            tag = TAG,
            detail = """
                    During the overlap `webhook-signature` carries a signature of both secrets, and `x-runlater-signature`
                    one of the old. 409 `overlap_runs` while an earlier overlap lasts.""",
            body = SecretRotation.class,
            bodyOptional = true,
            replies = @Reply(WebhookSecretView.class),
            errors = 409)
    @Needs(Role.ADMIN)
    @PostMapping("/rotate")
    Answer rotate(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(
                caller,
                IdempotencyKey.of(request, body),
                () -> {
                    Fields fields = fields(body, ROTATE);
                    int hours = fields.integer("overlap_hours", 0, MAX_HOURS, DEFAULT_HOURS);
                    boolean force = fields.bool("force", false);
                    String reason = fields.optionalText("reason", MAX_REASON);
                    fields.check();
                    return Answer.data(200, secrets.rotate(caller, Duration.ofHours(hours), force, reason));
                },
                AccountFields::withoutSecrets);
    }

    @ApiCall(
            value = "Let only the new secret sign",
            tag = TAG,
            body = OverlapEnd.class,
            bodyOptional = true,
            replies = @Reply(WebhookSecretView.class))
    @Needs(Role.ADMIN)
    @PostMapping("/end-overlap")
    Answer endOverlap(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(
                caller,
                IdempotencyKey.of(request, body),
                () -> {
                    Fields fields = fields(body, END);
                    String reason = fields.optionalText("reason", MAX_REASON);
                    fields.check();
                    return Answer.data(200, secrets.endOverlap(caller, reason));
                },
                AccountFields::withoutSecrets);
    }

    private static Fields fields(byte[] body, FieldNames names) {
        return Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body, names);
    }
}
