package eu.runlater.engine.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Seals payloads for storage (G-DAT-3): AES-256-GCM under the organization's data key when
/// RUNLATER_ENCRYPTION_KEY is set, otherwise marked plain; both forms can be opened by any engine that has
/// the key. Any thread.
public interface PayloadCipher {
    /// @param rowId the row the payload stands in; bound to it as associated data
    byte[] seal(UUID organizationId, UUID rowId, byte[] plain);

    byte[] open(UUID organizationId, UUID rowId, byte[] sealed);

    default byte @Nullable [] sealOptional(UUID organizationId, UUID rowId, byte @Nullable [] plain) {
        return plain == null ? null : seal(organizationId, rowId, plain);
    }

    default byte @Nullable [] openOptional(UUID organizationId, UUID rowId, byte @Nullable [] sealed) {
        return sealed == null ? null : open(organizationId, rowId, sealed);
    }
}
