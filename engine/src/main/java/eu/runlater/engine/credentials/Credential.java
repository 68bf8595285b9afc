package eu.runlater.engine.credentials;

import eu.runlater.engine.settings.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A credential as stored, opened.
///
/// @param hosts where it may be shown, e.g. `api.example.com` or `*.example.com`; empty = wherever a task says
record Credential(
        UUID id,
        UUID organizationId,
        String name,
        List<String> hosts,
        Kind kind,
        int version,
        Instant insertedAt,
        Instant updatedAt,
        @Nullable Instant lastUsedAt) {
    Credential {
        hosts = List.copyOf(hosts);
    }

    /// What is shown, and what it takes.
    sealed interface Kind {
        /// `Authorization: Bearer …`
        record Bearer(Secret token) implements Kind {}

        /// `Authorization: Basic …`
        record Basic(String username, Secret password) implements Kind {}

        /// A token that is fetched with id and secret, shown as `Authorization: Bearer …`.
        record OAuth2(
                String tokenUrl,
                String clientId,
                Secret clientSecret,
                @Nullable String scope,
                @Nullable String audience,
                boolean secretInBody)
                implements Kind {}

        /// @param chain PEM, the client's own certificate first · @param key PKCS #8, in the clear
        record MutualTls(String chain, Secret key) implements Kind {}

        /// As the API names it.
        default String type() {
            return switch (this) {
                case Bearer _ -> "bearer";
                case Basic _ -> "basic";
                case OAuth2 _ -> "oauth2_client_credentials";
                case MutualTls _ -> "mtls";
            };
        }
    }

    /// Whether it may be shown to a host.
    boolean mayGoTo(String host) {
        return hosts.isEmpty()
                || hosts.stream()
                        .anyMatch(allowed ->
                                allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed));
    }
}
