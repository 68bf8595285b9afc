package eu.runlater.engine.accounts;

import eu.runlater.engine.web.ApiProblem;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Makes and hashes passwords: Argon2id, 19 MiB, two passes, one lane (OWASP's first choice for it). As many at once as
/// there are processors, so that a storm of sign-ins takes neither the memory nor all of the time. Any thread.
@Component
public final class Passwords {
    public static final int SHORTEST = 12; // behaviour §24
    public static final int LONGEST = 128;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // none look alike
    private static final int LENGTH = 20;
    private static final int PATIENCE_SECONDS = 5;

    private final SecureRandom random = new SecureRandom();
    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final String nobodys = encoder.encode(random());

    String random() {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    public String hash(String password) {
        return oneOfFew(() -> encoder.encode(password));
    }

    /// Whether it is the password; costs the same for somebody who has none or does not exist.
    public boolean matches(String password, @Nullable String hash) {
        boolean same = oneOfFew(() -> encoder.matches(password, hash == null ? nobodys : hash));
        return same && hash != null;
    }

    private <T> T oneOfFew(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ApiProblem.unavailable("Too many people are signing in at the moment; try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiProblem.unavailable("This node is stopping; try again.");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
