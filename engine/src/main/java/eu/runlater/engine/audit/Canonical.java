package eu.runlater.engine.audit;

import eu.runlater.engine.runtime.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an entry's hash covers, as JSON. The text is stored as it was hashed, so that a later version that would write
/// it differently still verifies it.
///
/// @param at whole milliseconds · @param number counts from 1 in each organization
record Canonical(
        UUID id,
        UUID organizationId,
        long number,
        Instant at,
        String actorType,
        @Nullable UUID actorId,
        @Nullable String keyName,
        String action,
        String resourceType,
        @Nullable String resourceId,
        @Nullable String resourceName,
        Map<String, @Nullable Object> changes,
        @Nullable String reason,
        Map<String, @Nullable Object> metadata) {
    /// What the first entry of a chain follows on.
    static final byte[] BEGINNING = new byte[32];

    String text() {
        return Json.WIRE.writeValueAsString(this);
    }

    static Canonical of(String text) {
        return Json.WIRE.readValue(text, Canonical.class);
    }

    static byte[] hash(byte[] previous, String canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
