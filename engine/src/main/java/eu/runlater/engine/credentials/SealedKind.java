package eu.runlater.engine.credentials;

import eu.runlater.engine.credentials.Credential.Kind;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.settings.Secret;
import eu.runlater.engine.storage.PayloadCipher;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A credential's content on its way into its row and back: JSON, sealed. Any thread.
@Component
class SealedKind {
    private final PayloadCipher cipher;

    SealedKind(PayloadCipher cipher) {
        this.cipher = cipher;
    }

    /// @param hosts see [Credential]
    record Content(List<String> hosts, Kind kind) {}

    private record Stored(
            List<String> hosts,
            @Nullable String secret,
            @Nullable String username,
            @Nullable String tokenUrl,
            @Nullable String clientId,
            @Nullable String scope,
            @Nullable String audience,
            boolean secretInBody,
            @Nullable String chain) {
        @Override
        public String toString() {
            return "Stored[••••]";
        }
    }

    byte[] seal(UUID organizationId, UUID id, Content content) {
        return cipher.seal(organizationId, id, Json.WIRE.writeValueAsBytes(stored(content)));
    }

    Content open(UUID organizationId, UUID id, String type, byte[] sealed) {
        Stored stored = Json.WIRE.readValue(cipher.open(organizationId, id, sealed), Stored.class);
        Secret secret = Secret.of(given(stored.secret));
        Kind kind = switch (type) {
            case "bearer" -> new Kind.Bearer(secret);
            case "basic" -> new Kind.Basic(given(stored.username), secret);
            case "oauth2_client_credentials" ->
                new Kind.OAuth2(
                        given(stored.tokenUrl),
                        given(stored.clientId),
                        secret,
                        stored.scope,
                        stored.audience,
                        stored.secretInBody);
            case "mtls" ->
                new Kind.MutualTls(
                        given(stored.chain), Secret.of(Base64.getDecoder().decode(secret.text())));
            default -> throw new IllegalStateException("credential " + id + " is of an unknown type: " + type);
        };
        return new Content(stored.hosts, kind);
    }

    private static Stored stored(Content content) {
        List<String> hosts = content.hosts;
        return switch (content.kind) {
            case Kind.Bearer(Secret token) ->
                new Stored(hosts, token.text(), null, null, null, null, null, false, null);
            case Kind.Basic(String username, Secret password) ->
                new Stored(hosts, password.text(), username, null, null, null, null, false, null);
            case Kind.OAuth2 oauth ->
                new Stored(
                        hosts,
                        oauth.clientSecret().text(),
                        null,
                        oauth.tokenUrl(),
                        oauth.clientId(),
                        oauth.scope(),
                        oauth.audience(),
                        oauth.secretInBody(),
                        null);
            case Kind.MutualTls(String chain, Secret key) ->
                new Stored(
                        hosts,
                        Base64.getEncoder().encodeToString(key.bytes()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        chain);
        };
    }

    private static String given(@Nullable String text) {
        return Objects.requireNonNull(text, "a stored credential lacks a part");
    }
}
