package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who makes a call and what they may do (`GET /api/v1/session`).
///
/// @param kind `user` for a person in a session, `key` for an API key
/// @param credentialId of the session or key · @param credentialName the person's address or the key's name
/// @param scope `full`, `enqueue` or `read` · @param role `owner`, `admin`, `member` or `viewer`
/// @param operator whether the caller may look after the installation as a whole
/// @param user absent for keys · @param totp whether the person signs in with a second factor
/// @param expiresAt when the session or key ends unless renewed; absent = never
/// @param organizations all the person is a member of; for a key, its own
public record WhoAmI(
        String kind,
        UUID credentialId,
        String credentialName,
        String scope,
        String role,
        boolean operator,
        SignedIn.Organization organization,
        @Nullable Person user,
        boolean totp,
        @Nullable Instant expiresAt,
        List<Membership> organizations) {
    public WhoAmI {
        organizations = List.copyOf(organizations);
    }
}
