package eu.runlater.model;

import java.time.Instant;

/// The beginning of a sign-in with OpenID Connect (`POST /api/v1/session/oidc/start`): open the address in a browser,
/// then ask `POST /api/v1/session/oidc/poll` with the secret until it answers with a session.
///
/// @param code for the person to compare: the browser shows the same before it asks whether to go on
/// @param intervalSeconds between two polls
public record OidcStart(
        String authorizationUrl, String pollSecret, String code, int intervalSeconds, Instant expiresAt) {
    @Override
    public String toString() {
        return "OidcStart[…]";
    }
}
