package eu.runlater.engine.accounts;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.delivery.SigningSecrets;
import eu.runlater.engine.delivery.SigningSecrets.Rotation;
import eu.runlater.engine.delivery.SigningSecrets.Shown;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.WebhookSecretView;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// An organization's webhook secret: shown, replaced with an overlap, the overlap ended (G-SIG-3). Each is on record.
/// Any thread.
@Service
class WebhookSecrets {
    private static final String RESOURCE = "webhook_secret";

    private final SigningSecrets secrets;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    WebhookSecrets(SigningSecrets secrets, AuditLog audit, TransactionTemplate transactions) {
        this.secrets = secrets;
        this.audit = audit;
        this.transactions = transactions;
    }

    WebhookSecretView reveal(Caller caller) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            audit.record(caller, AuditAction.of("webhook_secret.revealed", RESOURCE, null, null));
            return view(caller.organizationId());
        }));
    }

    WebhookSecretView rotate(Caller caller, Duration overlap, boolean force, @Nullable String reason) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            switch (secrets.rotate(caller.organizationId(), overlap, force)) {
                case Rotation.Done _ ->
                    audit.record(
                            caller,
                            AuditAction.of("webhook_secret.rotated", RESOURCE, null, null)
                                    .meta("overlap_hours", overlap.toHours())
                                    .meta("force", force)
                                    .reason(reason));
                case Rotation.OverlapRuns(var until) ->
                    throw ApiProblem.of(
                            409,
                            "overlap_runs",
                            "The secret was replaced already and the old one signs beside it until " + until
                                    + ". End that with POST /api/v1/webhook-secret/end-overlap, or send \"force\": true.");
                case Rotation.NoOrganization() -> throw ApiProblem.notFound("organization");
            }
            return view(caller.organizationId());
        }));
    }

    WebhookSecretView endOverlap(Caller caller, @Nullable String reason) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (secrets.endOverlap(caller.organizationId())) {
                audit.record(
                        caller,
                        AuditAction.of("webhook_secret.overlap_ended", RESOURCE, null, null)
                                .reason(reason));
            }
            return view(caller.organizationId());
        }));
    }

    private WebhookSecretView view(UUID organizationId) {
        List<Shown> shown = secrets.shown(organizationId);
        Shown newest = shown.getFirst();
        WebhookSecretView.Previous previous = null;
        if (shown.size() > 1) {
            Shown old = shown.get(1);
            previous = new WebhookSecretView.Previous(
                    old.secret().reveal(), Objects.requireNonNull(old.retiresAt(), "only the newest never retires"));
        }
        return new WebhookSecretView(newest.secret().reveal(), newest.createdAt(), previous);
    }
}
