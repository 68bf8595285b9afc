package eu.runlater.engine.people;

import eu.runlater.engine.accounts.Passwords;
import eu.runlater.engine.accounts.TokenAuthenticator;
import eu.runlater.engine.accounts.Tokens;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.people.InviteRepository.Invite;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.Membership;
import eu.runlater.model.SignedIn;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// How an invite becomes a membership: by its token, or by signing in at the provider with the invited address. Any
/// thread.
@Service
public class Joining {
    private final InviteRepository invites;
    private final MemberRepository members;
    private final UserRepository users;
    private final SessionRepository memberships;
    private final Sessions sessions;
    private final Passwords passwords;
    private final TokenAuthenticator authenticator;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Ids ids;

    Joining(
            InviteRepository invites,
            MemberRepository members,
            UserRepository users,
            SessionRepository memberships,
            Sessions sessions,
            Passwords passwords,
            TokenAuthenticator authenticator,
            AuditLog audit,
            TransactionTemplate transactions,
            Ids ids) {
        this.invites = invites;
        this.members = members;
        this.users = users;
        this.memberships = memberships;
        this.sessions = sessions;
        this.passwords = passwords;
        this.authenticator = authenticator;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// What a new person says of themselves.
    record Newcomer(@Nullable String password, @Nullable String name) {}

    /// Somebody who is signed in joins one more organization. Again changes nothing.
    Membership join(Caller caller, String token) {
        UUID userId = Sessions.person(caller);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Invite invite = find(token, userId);
            if (!invite.email().equalsIgnoreCase(caller.credentialName())) {
                throw ApiProblem.of(
                        403,
                        "invite_for_another",
                        "This invite is for another address than " + caller.credentialName()
                                + "; sign in with that one.");
            }
            if (invite.acceptedBy() == null) {
                User user = users.byId(userId).orElseThrow(() -> ApiProblem.notFound("invite"));
                accept(invite, user);
            }
            return memberships.memberships(userId).stream()
                    .filter(membership -> membership.id().equals(invite.organizationId()))
                    .findFirst()
                    .orElseThrow(() -> ApiProblem.notFound("invite"));
        }));
    }

    /// Somebody who has no account yet gets one, and a session.
    SignedIn join(String token, Newcomer newcomer, Origin origin) {
        // Hashed before the transaction, which holds a connection; a wrong token must not make us work.
        boolean known = transactions
                .execute(_ -> invites.byToken(Tokens.hash(token)))
                .filter(Invite::open)
                .isPresent();
        String password = newcomer.password;
        String hash = known && password != null ? passwords.hash(password) : null;
        return Objects.requireNonNull(transactions.execute(_ -> {
            Invite invite = find(token, null);
            if (users.byEmail(invite.email()).isPresent()) {
                throw ApiProblem.of(
                        401,
                        "sign_in_first",
                        invite.email() + " has an account already: sign in, then accept the invite again.");
            }
            if (hash == null) {
                throw ApiProblem.invalid(
                        "password",
                        "is needed: " + Passwords.SHORTEST + " to " + Passwords.LONGEST
                                + " characters for the new account");
            }
            User user = add(invite.email(), newcomer.name, hash);
            accept(invite, user);
            return sessions.open(user, invite.organizationId(), "invite", origin);
        }));
    }

    /// Who has this address and may sign in: a member of some organization, or somebody with an open invite, which is
    /// accepted by it. That the address is theirs, a provider vouches for.
    public Optional<User> byVerifiedEmail(String email, @Nullable String name) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<Invite> open = invites.openFor(email);
            Optional<User> known = users.byEmail(email);
            if (known.isEmpty() && open.isEmpty()) {
                return Optional.<User>empty();
            }
            User user = known.orElseGet(() -> add(email, name, null));
            open.forEach(invite -> accept(invite, user));
            return memberships.memberships(user.id()).isEmpty() ? Optional.<User>empty() : Optional.of(user);
        }));
    }

    private Invite find(String token, @Nullable UUID userId) {
        return invites.byToken(Tokens.hash(token))
                .filter(invite -> invite.open() || (userId != null && userId.equals(invite.acceptedBy())))
                .orElseThrow(() -> ApiProblem.of(
                        404, "not_found", "No such invite: it is used up, was taken back, or is older than 7 days."));
    }

    private User add(String email, @Nullable String name, @Nullable String hash) {
        users.add(ids.next(), email, name, hash);
        return users.byEmail(email).orElseThrow();
    }

    private void accept(Invite invite, User user) {
        invites.lockOrganization(invite.organizationId());
        invites.accept(invite.id(), user.id());
        members.add(invite.organizationId(), user.id(), invite.role());
        authenticator.forget(who -> user.id().equals(who.userId()));
        audit.record(
                Caller.person(
                        invite.organizationId(),
                        invite.plan(),
                        user.id(),
                        user.id(),
                        user.email(),
                        invite.role(),
                        user.operator()),
                AuditAction.of("invite.accepted", "invite", invite.id(), null)
                        .meta("role", invite.role().word()));
    }
}
