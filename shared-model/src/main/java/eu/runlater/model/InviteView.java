package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An open invitation to an organization (`GET /api/v1/invites`).
///
/// @param role `admin`, `member` or `viewer` · @param invitedBy address of a person or name of a key
/// @param token what the invited person accepts with; only in the answer that made the invite
public record InviteView(
        UUID id,
        String email,
        String role,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String token) {
    @Override
    public String toString() {
        return "InviteView[" + id + "]";
    }
}
