package eu.runlater.engine.organizations;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.accounts.TokenAuthenticator;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.delivery.SigningSecrets;
import eu.runlater.engine.people.Invites;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.InviteView;
import eu.runlater.model.NewOrganization;
import eu.runlater.model.OrganizationView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks at organizations, makes and changes them. Plans are given by operators only. Any thread.
@Service
class Organizations {
    private final OrganizationRepository repository;
    private final SigningSecrets secrets;
    private final Invites invites;
    private final TokenAuthenticator authenticator;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final int retentionDays;

    Organizations(
            OrganizationRepository repository,
            SigningSecrets secrets,
            Invites invites,
            TokenAuthenticator authenticator,
            AuditLog audit,
            TransactionTemplate transactions,
            Ids ids,
            Settings settings) {
        this.repository = repository;
        this.secrets = secrets;
        this.invites = invites;
        this.authenticator = authenticator;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.retentionDays = settings.retentionDays();
    }

    OrganizationView one(UUID id) {
        return repository.find(id).orElseThrow(() -> ApiProblem.notFound("organization"));
    }

    List<OrganizationView> page(@Nullable UUID before, int limit) {
        return repository.page(before, limit);
    }

    NewOrganization create(Caller operator, String name, Plan plan, String ownerEmail) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            UUID id = ids.next();
            repository.add(id, name, plan, plan == Plan.UNLIMITED ? retentionDays : plan.historyDays());
            secrets.create(id);
            InviteView invite = invites.inviteOwner(id, ownerEmail, operator);
            AuditAction created = AuditAction.of("organization.created", "organization", id, name)
                    .meta("plan", plan.word());
            audit.recordSystem(id, created);
            audit.record(operator, created);
            return new NewOrganization(one(id), invite);
        }));
    }

    /// @param edit from the settings as they are to those that are to be
    /// @throws ApiProblem 404 for an organization that is not there
    OrganizationView update(Caller caller, UUID id, @Nullable String reason, UnaryOperator<OrganizationSettings> edit) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (!repository.lock(id)) {
                throw ApiProblem.notFound("organization");
            }
            OrganizationSettings before = settings(one(id));
            OrganizationSettings after = edit.apply(before);
            if (after.equals(before)) {
                return one(id);
            }
            repository.update(id, after);
            authenticator.forget(who -> who.organizationId().equals(id));
            record(caller, id, change(id, before, after).reason(reason));
            return one(id);
        }));
    }

    /// The settings with another plan's history and caps, if it is another.
    OrganizationSettings on(Plan plan, OrganizationSettings settings) {
        return settings.on(plan, retentionDays);
    }

    private static OrganizationSettings settings(OrganizationView view) {
        return new OrganizationSettings(
                view.name(),
                Plan.of(view.plan()),
                view.retentionDays(),
                view.circuitThreshold(),
                view.maxConcurrent(),
                view.hostConcurrency());
    }

    private static AuditAction change(UUID id, OrganizationSettings before, OrganizationSettings after) {
        int direction = after.plan().compareTo(before.plan());
        String verb = direction == 0 ? "updated" : direction > 0 ? "upgraded" : "downgraded";
        return AuditAction.of("organization." + verb, "organization", id, after.name())
                .change("name", before.name(), after.name())
                .change("plan", before.plan().word(), after.plan().word())
                .change("retention_days", before.retentionDays(), after.retentionDays())
                .change("circuit_threshold", before.circuitThreshold(), after.circuitThreshold())
                .change("max_concurrent", before.maxConcurrent(), after.maxConcurrent())
                .change("host_concurrency", before.hostConcurrency(), after.hostConcurrency());
    }

    /// Where it happened, and where whoever did it belongs.
    private void record(Caller caller, UUID id, AuditAction action) {
        if (!id.equals(caller.organizationId())) {
            audit.recordSystem(id, action.meta("by", "an operator of the installation"));
        }
        audit.record(caller, action);
    }
}
