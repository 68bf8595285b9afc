package eu.runlater.engine.people;

import eu.runlater.engine.accounts.TokenAuthenticator;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Role;
import eu.runlater.model.MemberView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The members of an organization (behaviour §24): the owner stays who they are, everybody else's role can change. Any
/// thread.
@Service
class Members {
    private final MemberRepository repository;
    private final TokenAuthenticator authenticator;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    Members(
            MemberRepository repository,
            TokenAuthenticator authenticator,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.repository = repository;
        this.authenticator = authenticator;
        this.audit = audit;
        this.transactions = transactions;
    }

    List<MemberView> all(Caller caller) {
        return repository.all(caller.organizationId(), caller.userId());
    }

    MemberView one(Caller caller, UUID userId) {
        return repository
                .find(caller.organizationId(), caller.userId(), userId)
                .orElseThrow(() -> ApiProblem.notFound("member"));
    }

    MemberView setRole(Caller caller, UUID userId, Role role, @Nullable String reason) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            MemberView before = one(caller, userId);
            if (before.role().equals(role.word())) {
                return before;
            }
            if (!repository.setRole(caller.organizationId(), userId, role)) {
                throw ownerStays("role cannot be changed");
            }
            forget(caller, userId);
            audit.record(
                    caller,
                    AuditAction.of("membership.role_changed", "membership", userId, null)
                            .change("role", before.role(), role.word())
                            .reason(reason));
            return one(caller, userId);
        }));
    }

    /// By an admin, or by the person, who leaves.
    void remove(Caller caller, UUID userId, @Nullable String reason) {
        if (!caller.role().atLeast(Role.ADMIN) && !userId.equals(caller.userId())) {
            throw ApiProblem.of(
                    403,
                    "forbidden",
                    "Only admins and the owner remove members; you can leave the organization yourself.");
        }
        transactions.executeWithoutResult(_ -> {
            MemberView before = one(caller, userId);
            if (!repository.remove(caller.organizationId(), userId)) {
                throw ownerStays("membership cannot be ended");
            }
            forget(caller, userId);
            audit.record(
                    caller,
                    AuditAction.of("membership.removed", "membership", userId, null)
                            .meta("role", before.role())
                            .reason(reason));
        });
    }

    private static ApiProblem ownerStays(String what) {
        return ApiProblem.of(403, "forbidden", "The owner's " + what + ".");
    }

    private void forget(Caller caller, UUID userId) {
        authenticator.forget(
                who -> userId.equals(who.userId()) && who.organizationId().equals(caller.organizationId()));
    }
}
