package eu.runlater.engine.people;

import eu.runlater.engine.accounts.Passwords;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.TotpSetup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What people change about their own sign-in. A session alone is not enough for it: the password is asked for again
/// or, of those who have none, a sign-in within the last ten minutes. Any thread.
@Service
class OwnSecurity {
    private final UserRepository users;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final SignInThrottle throttle;
    private final Sessions sessions;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    OwnSecurity(
            UserRepository users,
            Passwords passwords,
            SecondFactor secondFactor,
            SignInThrottle throttle,
            Sessions sessions,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.users = users;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.throttle = throttle;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Ends all other sessions of the person.
    void changePassword(Caller caller, @Nullable String current, String changed, String address) {
        User user = confirmed(caller, "current_password", current, address);
        String hash = passwords.hash(changed);
        transactions.executeWithoutResult(_ -> {
            users.setPassword(user.id(), hash);
            sessions.endOthers(caller);
            audit.record(
                    caller,
                    AuditAction.of("user.password_changed", "user", user.id(), null)
                            .changed("password"));
        });
    }

    TotpSetup setUpTotp(Caller caller, @Nullable String password, String address) {
        User user = confirmed(caller, "password", password, address);
        byte[] secret = secondFactor.newSecret();
        transactions.executeWithoutResult(_ -> {
            if (!users.setUpTotp(user.id(), secondFactor.sealed(user.id(), secret))) {
                throw ApiProblem.of(
                        409,
                        "totp_in_force",
                        "There is a second factor already; remove it first with DELETE /api/v1/session/totp.");
            }
            audit.record(caller, AuditAction.of("user.totp_set_up", "user", user.id(), null));
        });
        String text = Totp.base32(secret);
        String label = URLEncoder.encode("Runlater:" + user.email(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return new TotpSetup(text, "otpauth://totp/" + label + "?secret=" + text + "&issuer=Runlater");
    }

    void confirmTotp(Caller caller, String code, String address) {
        User user = self(caller);
        if (user.totpInForce() || user.totpSecret() == null) {
            throw ApiProblem.of(
                    409,
                    "totp_not_set_up",
                    user.totpInForce()
                            ? "The second factor is in force already."
                            : "Set up a second factor first, with POST /api/v1/session/totp.");
        }
        throttle.attempt(user.email(), address);
        transactions.executeWithoutResult(_ -> {
            if (!secondFactor.accepts(user, code) || !users.confirmTotp(user.id())) {
                throw ApiProblem.invalid("code", "is wrong or too old; check the clock of the device that shows it");
            }
            audit.record(caller, AuditAction.of("user.totp_enabled", "user", user.id(), null));
        });
        throttle.succeeded(user.email(), address);
    }

    void dropTotp(Caller caller, @Nullable String password, String address) {
        User user = confirmed(caller, "password", password, address);
        transactions.executeWithoutResult(_ -> {
            if (!users.dropTotp(user.id())) {
                throw ApiProblem.of(404, "not_found", "There is no second factor.");
            }
            audit.record(caller, AuditAction.of("user.totp_disabled", "user", user.id(), null));
        });
    }

    private User confirmed(Caller caller, String field, @Nullable String password, String address) {
        User user = self(caller);
        if (user.passwordHash() == null) {
            if (!sessions.signedInLately(caller)) {
                throw ApiProblem.of(
                        403,
                        "sign_in_again",
                        "This needs a sign-in within the last ten minutes; sign in again and repeat it.");
            }
            return user;
        }
        if (password == null) {
            throw ApiProblem.invalid(field, "is needed: your password as it is now");
        }
        throttle.attempt(user.email(), address);
        if (!passwords.matches(password, user.passwordHash())) {
            throw ApiProblem.invalid(field, "is not your password");
        }
        throttle.succeeded(user.email(), address);
        return user;
    }

    private User self(Caller caller) {
        return users.byId(Sessions.person(caller)).orElseThrow(() -> ApiProblem.notFound("user"));
    }
}
