package eu.runlater.engine.credentials;

import eu.runlater.engine.credentials.Credential.Kind;
import eu.runlater.engine.credentials.KnownCredentials.Opened;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TargetCredentials;
import eu.runlater.engine.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.springframework.stereotype.Component;

/// What deliveries ask for: turns a stored credential into what is shown to the target. Any thread.
@Component
class StoredCredentials implements TargetCredentials {
    private final KnownCredentials known;
    private final OAuthTokens tokens;

    StoredCredentials(KnownCredentials known, OAuthTokens tokens) {
        this.known = known;
        this.tokens = tokens;
    }

    @Override
    public Grant grant(UUID organizationId, String name, String url, Duration limit) throws InterruptedException {
        Opened opened = known.find(organizationId, name).orElse(null);
        if (opened == null) {
            return new Grant.Denied("The task names credential \"" + name + "\", which no longer exists");
        }
        Credential credential = opened.credential();
        HttpUrl target = HttpUrl.get(url);
        if (!credential.mayGoTo(target.host())) {
            return new Grant.Denied("Credential \"" + name + "\" is not for host " + target.host());
        }
        return switch (credential.kind()) {
            case Kind.Bearer(Secret token) -> bearer(token);
            case Kind.Basic(String username, Secret password) -> basic(username, password);
            case Kind.OAuth2 oauth ->
                switch (tokens.token(credential, oauth, limit)) {
                    case OAuthTokens.Answer.Held(OAuthTokens.Token token) -> bearer(token.value());
                    case OAuthTokens.Answer.Failed(String why) ->
                        new Grant.Denied("Credential \"" + name + "\": " + why);
                };
            case Kind.MutualTls _ ->
                target.isHttps()
                        ? new Grant.Identity(Objects.requireNonNull(opened.identity()))
                        : new Grant.Denied("Credential \"" + name + "\" is a client certificate, which needs https");
        };
    }

    @Override
    public void refused(UUID organizationId, String name, Grant grant) {
        if (grant instanceof Grant.Lines(List<Header> lines)) {
            known.find(organizationId, name)
                    .map(Opened::credential)
                    .filter(credential -> credential.kind() instanceof Kind.OAuth2)
                    .ifPresent(credential -> tokens.refused(
                            credential, shown -> bearer(shown.value()).equals(new Grant.Lines(lines))));
        }
    }

    private static Grant bearer(Secret token) {
        return new Grant.Lines(List.of(new Header("Authorization", "Bearer " + token.text())));
    }

    /// UTF-8, as RFC 7617 recommends.
    static Grant.Lines basic(String username, Secret password) {
        byte[] pair = (username + ":" + password.text()).getBytes(StandardCharsets.UTF_8);
        return new Grant.Lines(List.of(
                new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))));
    }
}
