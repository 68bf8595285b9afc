package eu.runlater.engine.storage;

import eu.runlater.engine.settings.Secret;
import eu.runlater.engine.settings.Settings;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The keys of RUNLATER_ENCRYPTION_KEY. They only wrap data keys; which one did stands in front of the
/// wrapped key, as the first bytes of the master key's hash.
@Component
final class MasterKeys {
    private static final int NAME_BYTES = 8;

    private record Named(byte[] name, SecretKey key) {}

    private final List<Named> keys;

    MasterKeys(Settings settings) {
        List<Named> named = new ArrayList<>();
        for (Secret secret : settings.encryptionKeys()) {
            named.add(new Named(nameOf(secret.bytes()), new SecretKeySpec(secret.bytes(), "AES")));
        }
        this.keys = List.copyOf(named);
    }

    boolean present() {
        return !keys.isEmpty();
    }

    byte[] wrap(UUID organizationId, int keyId, byte[] dataKey) {
        Named master = keys.getFirst();
        byte[] sealed = Aes.seal(master.key, dataKey, associated(organizationId, keyId));
        return ByteBuffer.allocate(NAME_BYTES + sealed.length)
                .put(master.name)
                .put(sealed)
                .array();
    }

    /// Empty when none of the keys wrapped it.
    Optional<SecretKey> unwrap(UUID organizationId, int keyId, byte[] wrapped) {
        Named master = find(wrapped);
        if (master == null) {
            return Optional.empty();
        }
        byte[] sealed = Arrays.copyOfRange(wrapped, NAME_BYTES, wrapped.length);
        try {
            return Optional.of(
                    new SecretKeySpec(Aes.open(master.key, sealed, associated(organizationId, keyId)), "AES"));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /// Whether the key that now seals also wrapped this one.
    boolean isCurrent(byte[] wrapped) {
        return find(wrapped) == keys.getFirst();
    }

    private @Nullable Named find(byte[] wrapped) {
        byte[] name = Arrays.copyOf(wrapped, NAME_BYTES);
        return keys.stream()
                .filter(key -> MessageDigest.isEqual(key.name, name))
                .findFirst()
                .orElse(null);
    }

    private static byte[] associated(UUID organizationId, int keyId) {
        return ByteBuffer.allocate(20)
                .putLong(organizationId.getMostSignificantBits())
                .putLong(organizationId.getLeastSignificantBits())
                .putInt(keyId)
                .array();
    }

    private static byte[] nameOf(byte[] key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
