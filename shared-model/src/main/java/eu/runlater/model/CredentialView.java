package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the engine shows to a target to be let in. Never the secret itself: that can be replaced, not read.
///
/// @param name how tasks name it; unique in its organization
/// @param type `bearer`, `basic`, `oauth2_client_credentials` or `mtls`
/// @param hosts where it may be shown, e.g. `api.example.com` or `*.example.com`; empty = wherever a task says
/// @param username of `basic`
/// @param oauth2 present for `oauth2_client_credentials`
/// @param certificate present for `mtls`
/// @param lastUsedAt to the minute; absent = never
/// @param usedBy recurring tasks that name it, and waiting one-time tasks (of those, the newest 1,000 are looked at)
public record CredentialView(
        UUID id,
        String name,
        String type,
        List<String> hosts,
        @Nullable String username,
        @Nullable OAuth2 oauth2,
        @Nullable Certificate certificate,
        @Nullable Instant lastUsedAt,
        long usedBy,
        Instant insertedAt,
        Instant updatedAt,
        int version) {
    public CredentialView {
        hosts = List.copyOf(hosts);
    }

    /// @param authStyle where id and secret go: `header` (HTTP Basic) or `body`
    /// @param tokenExpiresAt of the token that is held now; absent = none is
    public record OAuth2(
            String tokenUrl,
            String clientId,
            @Nullable String scope,
            @Nullable String audience,
            String authStyle,
            @Nullable Instant tokenExpiresAt) {}

    /// The client certificate at the beginning of the chain.
    ///
    /// @param fingerprint SHA-256 of its bytes, `AB:CD:…`
    /// @param chain subjects of the certificates that are sent after it
    public record Certificate(
            String subject,
            String issuer,
            String fingerprint,
            Instant notBefore,
            Instant notAfter,
            List<String> chain) {
        public Certificate {
            chain = List.copyOf(chain);
        }
    }
}
