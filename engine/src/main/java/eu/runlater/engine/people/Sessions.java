package eu.runlater.engine.people;

import eu.runlater.engine.accounts.TokenAuthenticator;
import eu.runlater.engine.accounts.Tokens;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Role;
import eu.runlater.model.Membership;
import eu.runlater.model.SessionView;
import eu.runlater.model.SignedIn;
import eu.runlater.model.WhoAmI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Sessions: opened for people who have shown who they are, looked at, switched to another organization, ended. Any
/// thread.
@Service
public class Sessions {
    private static final int MOST = 50;

    private final SessionRepository repository;
    private final UserRepository users;
    private final TokenAuthenticator authenticator;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Ids ids;

    Sessions(
            SessionRepository repository,
            UserRepository users,
            TokenAuthenticator authenticator,
            AuditLog audit,
            TransactionTemplate transactions,
            Ids ids) {
        this.repository = repository;
        this.users = users;
        this.authenticator = authenticator;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// Opens a session for somebody who has shown who they are.
    ///
    /// @param organizationId absent = the one used last
    /// @param method `password`, `oidc` or `invite`
    /// @throws ApiProblem 404 for an organization they are no member of, 403 when they are in none
    public SignedIn open(User user, @Nullable UUID organizationId, String method, Origin origin) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<Membership> memberships = repository.memberships(user.id());
            if (memberships.isEmpty()) {
                throw ApiProblem.of(
                        403,
                        "no_organization",
                        user.email() + " is a member of no organization any more; ask for an invite.");
            }
            Membership chosen = memberships.stream()
                    .filter(membership ->
                            organizationId == null || membership.id().equals(organizationId))
                    .findFirst()
                    .orElseThrow(() -> ApiProblem.notFound("organization"));
            String token = Tokens.random(Tokens.SESSION);
            UUID id = ids.next();
            Instant expires = repository.add(id, user.id(), chosen.id(), Tokens.hash(token), method, origin, MOST);
            audit.record(
                    Caller.person(
                            chosen.id(),
                            chosen.plan(),
                            id,
                            user.id(),
                            user.email(),
                            Role.of(chosen.role()),
                            user.operator()),
                    AuditAction.of("session.created", "session", id, null).meta("method", method));
            return new SignedIn(
                    token,
                    expires,
                    user.person(),
                    new SignedIn.Organization(chosen.id(), chosen.name(), chosen.plan()),
                    chosen.role(),
                    user.operator(),
                    memberships);
        }));
    }

    /// The same for somebody who was let in a moment ago.
    public SignedIn open(UUID userId, String method, Origin origin) {
        User user = users.byId(userId).orElseThrow(() -> ApiProblem.notFound("user"));
        return open(user, null, method, origin);
    }

    WhoAmI who(Caller caller) {
        Optional<User> user = Optional.ofNullable(caller.userId()).flatMap(users::byId);
        Membership here = repository.organization(caller.organizationId(), caller.role());
        return new WhoAmI(
                caller.isPerson() ? "user" : "key",
                caller.credentialId(),
                caller.credentialName(),
                caller.scope().name().toLowerCase(Locale.ROOT),
                here.role(),
                caller.operator(),
                new SignedIn.Organization(here.id(), here.name(), here.plan()),
                user.map(User::person).orElse(null),
                user.map(User::totpInForce).orElse(false),
                repository.expiry(caller.credentialId()),
                user.map(person -> repository.memberships(person.id())).orElse(List.of(here)));
    }

    /// @throws ApiProblem 404 for an organization the person is no member of
    WhoAmI switchTo(Caller caller, UUID organizationId) {
        UUID userId = person(caller);
        Membership there = repository.memberships(userId).stream()
                .filter(membership -> membership.id().equals(organizationId))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("organization"));
        transactions.executeWithoutResult(_ -> {
            repository.switchTo(caller.credentialId(), userId, organizationId);
            authenticator.forget(who -> who.credentialId().equals(caller.credentialId()));
        });
        return who(Caller.person(
                there.id(),
                there.plan(),
                caller.credentialId(),
                userId,
                caller.credentialName(),
                Role.of(there.role()),
                caller.operator()));
    }

    List<SessionView> ofCaller(Caller caller) {
        return repository.list(person(caller), caller.credentialId());
    }

    /// Ends one of the caller's own sessions.
    void end(Caller caller, UUID id) {
        transactions.executeWithoutResult(_ -> {
            if (!repository.end(id, person(caller))) {
                throw ApiProblem.notFound("session");
            }
            authenticator.forget(who -> who.credentialId().equals(id));
            audit.record(caller, AuditAction.of("session.deleted", "session", id, null));
        });
    }

    /// Within a transaction: ends all sessions of the caller but the one that asks.
    void endOthers(Caller caller) {
        UUID userId = person(caller);
        repository.endOthers(userId, caller.credentialId());
        authenticator.forget(who -> userId.equals(who.userId()));
    }

    boolean signedInLately(Caller caller) {
        return repository.signedInLately(caller.credentialId(), person(caller));
    }

    /// The person behind a call that only people make.
    static UUID person(Caller caller) {
        return Objects.requireNonNull(caller.userId(), "a route for people let a key in");
    }
}
