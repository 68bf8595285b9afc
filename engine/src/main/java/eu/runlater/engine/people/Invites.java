package eu.runlater.engine.people;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.accounts.Tokens;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Role;
import eu.runlater.model.InviteView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The invites of an organization: one open per address, good for seven days (behaviour §24). Any thread.
@Service
public class Invites {
    private static final String TOKEN = "rli_";
    private static final int MOST_OPEN = 1_000;

    private final InviteRepository repository;
    private final MemberRepository members;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Ids ids;

    Invites(
            InviteRepository repository,
            MemberRepository members,
            AuditLog audit,
            TransactionTemplate transactions,
            Ids ids) {
        this.repository = repository;
        this.members = members;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
    }

    List<InviteView> open(Caller caller) {
        return repository.open(caller.organizationId());
    }

    /// @return the invite with its token, which is known to nobody afterwards
    InviteView create(Caller caller, String email, Role role) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            UUID organization = caller.organizationId();
            Plan plan = Plan.of(repository.lockOrganization(organization));
            if (members.isMember(organization, email)) {
                throw ApiProblem.invalid("email", "belongs to a member of this organization already");
            }
            int open = repository.open(organization).size();
            Integer most = plan.members();
            if (most != null && members.count(organization) + open >= most) {
                throw ApiProblem.of(
                        422,
                        "limit_exceeded",
                        "The plan \"" + plan.word() + "\" allows " + most
                                + " members, open invites counted; remove one or ask for another plan.");
            }
            if (open >= MOST_OPEN) {
                throw ApiProblem.of(422, "limit_exceeded", "There are " + MOST_OPEN + " open invites; take some back.");
            }
            return add(organization, email, role, caller);
        }));
    }

    /// Within a transaction: the invite that makes an organization's first member its owner.
    ///
    /// @param by an operator, in whatever organization they are
    public InviteView inviteOwner(UUID organizationId, String email, Caller by) {
        return add(organizationId, email, Role.OWNER, by);
    }

    private InviteView add(UUID organization, String email, Role role, Caller caller) {
        String token = Tokens.random(TOKEN);
        UUID id = ids.next();
        UUID key = caller.isPerson() ? null : caller.credentialId();
        if (!repository.add(id, organization, email, role, Tokens.hash(token), caller.userId(), key)) {
            throw ApiProblem.of(
                    409,
                    "already_invited",
                    "email",
                    "There is an open invite for this address; delete it first to make a new one.");
        }
        AuditAction invited =
                AuditAction.of("invite.invited", "invite", id, null).meta("role", role.word());
        if (organization.equals(caller.organizationId())) {
            audit.record(caller, invited);
        } else {
            audit.recordSystem(organization, invited);
        }
        InviteView made = repository.find(organization, id).orElseThrow();
        return new InviteView(
                made.id(), made.email(), made.role(), made.invitedBy(), made.createdAt(), made.expiresAt(), token);
    }

    void delete(Caller caller, UUID id, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> {
            if (!repository.delete(caller.organizationId(), id)) {
                throw ApiProblem.notFound("invite");
            }
            audit.record(
                    caller, AuditAction.of("invite.deleted", "invite", id, null).reason(reason));
        });
    }
}
