package eu.runlater.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an organization's deliveries are signed with (`GET /api/v1/webhook-secret`).
///
/// @param secret `whsec_…`, for receivers to check with; absent in the repeated answer to a rotation
/// @param previous the one that signs beside it while a rotation's overlap lasts; absent = none
public record WebhookSecretView(
        String secret, Instant createdAt, @Nullable Previous previous) {
    /// @param retiresAt when it stops signing
    public record Previous(@Nullable String secret, Instant retiresAt) {
        @Override
        public String toString() {
            return "Previous[" + retiresAt + "]";
        }
    }

    @Override
    public String toString() {
        return "WebhookSecretView[…]";
    }
}
