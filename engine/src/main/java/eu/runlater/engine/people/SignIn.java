package eu.runlater.engine.people;

import eu.runlater.engine.accounts.Passwords;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.model.SignedIn;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Sign-in with address and password, and a code where the person has a second factor. An address that nobody has costs
/// and answers the same as a wrong password. Any thread.
@Service
class SignIn {
    private final UserRepository users;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final SignInThrottle throttle;
    private final Sessions sessions;

    SignIn(
            UserRepository users,
            Passwords passwords,
            SecondFactor secondFactor,
            SignInThrottle throttle,
            Sessions sessions) {
        this.users = users;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.throttle = throttle;
        this.sessions = sessions;
    }

    SignedIn withPassword(
            String email, String password, @Nullable String code, @Nullable UUID organizationId, Origin origin) {
        throttle.attempt(email, origin.address());
        Optional<User> found = users.byEmail(email);
        boolean right =
                passwords.matches(password, found.map(User::passwordHash).orElse(null));
        User user = found.filter(_ -> right)
                .orElseThrow(() -> ApiProblem.of(
                        401, "invalid_credentials", "E-mail address and password do not belong together."));
        if (user.totpInForce()) {
            if (code == null) {
                throw ApiProblem.of(
                        401,
                        "totp_required",
                        "code",
                        "This account has a second factor: send the six digits of the authenticator app as \"code\".");
            }
            if (!secondFactor.accepts(user, code)) {
                throw ApiProblem.of(
                        401,
                        "invalid_code",
                        "code",
                        "The code is wrong, too old, or was used already; wait for the next one.");
            }
        }
        SignedIn signedIn = sessions.open(user, organizationId, "password", origin);
        throttle.succeeded(email, origin.address());
        return signedIn;
    }
}
