package eu.runlater.engine.people;

import eu.runlater.engine.storage.PayloadCipher;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The secrets of second factors, sealed, and the codes made from them, each of which counts once. Any thread.
@Component
class SecondFactor {
    /// People belong to no organization: their secrets are sealed with a data key of the installation's own.
    private static final UUID INSTALLATION = new UUID(0, 0);

    private final UserRepository users;
    private final PayloadCipher cipher;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactor(UserRepository users, PayloadCipher cipher, InstantSource clock) {
        this.users = users;
        this.cipher = cipher;
        this.clock = clock;
    }

    byte[] newSecret() {
        return Totp.newSecret(random);
    }

    byte[] sealed(UUID userId, byte[] secret) {
        return cipher.seal(INSTALLATION, userId, secret);
    }

    /// Whether the code is right, and takes it: it is not right a second time.
    boolean accepts(User user, String code) {
        byte[] sealed = user.totpSecret();
        if (sealed == null) {
            return false;
        }
        OptionalLong step = Totp.step(cipher.open(INSTALLATION, user.id(), sealed), code, clock.instant());
        return step.isPresent() && users.takeStep(user.id(), step.getAsLong());
    }
}
