package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API key (`GET /api/v1/keys`).
///
/// @param prefix its first twelve characters · @param scope `full`, `enqueue` or `read`
/// @param operator whether it may look after the installation as a whole
/// @param createdBy address of a person or name of a key; absent for those of the first start
/// @param lastUsedAt to the minutes; absent = never · @param expiresAt absent = never; a past one is refused already
/// @param token the whole key; only in the answer that made it
public record KeyView(
        UUID id,
        String name,
        String prefix,
        String scope,
        boolean operator,
        @Nullable String createdBy,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable Instant expiresAt,
        @Nullable String token) {
    @Override
    public String toString() {
        return "KeyView[" + prefix + "…]";
    }
}
