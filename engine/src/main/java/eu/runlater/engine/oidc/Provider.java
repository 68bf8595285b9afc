package eu.runlater.engine.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.EngineCalls;
import eu.runlater.engine.delivery.EngineCalls.Result;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The provider as it describes itself (OpenID Connect Discovery 1.0), its keys, and its token endpoint. What it says
/// is kept for an hour. Every call goes through the egress policy, and over TLS unless the operator opened that
/// target. Any thread.
final class Provider {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long KEPT = Duration.ofHours(1).toNanos();
    private static final long KEYS_AT_LEAST = Duration.ofSeconds(5).toNanos();
    private static final int OK = 200;

    /// @param postsSecret whether the client's secret stands in the form and not in a header
    record Description(
            String issuer, String authorizationEndpoint, String tokenEndpoint, String jwksUri, boolean postsSecret) {}

    /// The provider does not do its part; the message is for people and names no secret.
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    private record Kept<T>(T value, long at) {
        boolean youngerThan(long nanos) {
            return System.nanoTime() - at < nanos;
        }
    }

    private final Settings.Oidc settings;
    private final EngineCalls calls;
    private final EgressPolicy egress;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Kept<Description> description;
    private volatile @Nullable Kept<JWKSet> keys;

    Provider(Settings.Oidc settings, EngineCalls calls, EgressPolicy egress) {
        this.settings = settings;
        this.calls = calls;
        this.egress = egress;
    }

    String clientId() {
        return settings.clientId();
    }

    Description description() throws Unusable {
        Kept<Description> known = description;
        if (known != null && known.youngerThan(KEPT)) {
            return known.value;
        }
        asking.lock();
        try {
            Kept<Description> newer = description;
            if (newer != null && newer.youngerThan(KEPT)) {
                return newer.value;
            }
            Description read = describe();
            description = new Kept<>(read, System.nanoTime());
            return read;
        } finally {
            asking.unlock();
        }
    }

    private Description describe() throws Unusable {
        JsonNode json = fetch("GET", settings.issuer() + "/.well-known/openid-configuration", List.of(), null);
        String issuer = json.path("issuer").asString("");
        String bare = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        if (!bare.equals(settings.issuer().toString())) {
            throw new Unusable("the provider calls itself another issuer than RUNLATER_OIDC_ISSUER says");
        }
        List<String> methods = json.path("token_endpoint_auth_methods_supported")
                .valueStream()
                .map(method -> method.asString(""))
                .toList();
        return new Description(
                issuer,
                endpoint(json, "authorization_endpoint"),
                endpoint(json, "token_endpoint"),
                endpoint(json, "jwks_uri"),
                methods.contains("client_secret_post") && !methods.contains("client_secret_basic"));
    }

    private static String endpoint(JsonNode json, String name) throws Unusable {
        String url = json.path(name).asString("");
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw new Unusable("the provider does not say its " + name);
        }
        return url;
    }

    /// @param unknown whether a token was signed with a key that is not among those known
    JWKSet keys(boolean unknown) throws Unusable {
        Kept<JWKSet> known = keys;
        // Keys change without notice; but whoever sends nonsense must not make us ask the provider each time.
        if (known != null && known.youngerThan(unknown ? KEYS_AT_LEAST : KEPT)) {
            return known.value;
        }
        try {
            JWKSet read = JWKSet.parse(
                    fetch("GET", description().jwksUri(), List.of(), null).toString());
            keys = new Kept<>(read, System.nanoTime());
            return read;
        } catch (ParseException e) {
            throw new Unusable("the provider's keys cannot be read");
        }
    }

    /// Turns a code into an ID token.
    String idToken(String code, String verifier, String redirectUri) throws Unusable {
        Description known = description();
        if (!egress.mayCarrySecrets(known.tokenEndpoint())) {
            throw new Unusable(
                    "the provider's token endpoint is plain http, and the client's secret is not sent there");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/x-www-form-urlencoded"));
        if (known.postsSecret()) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret().text());
        } else {
            String pair = encoded(settings.clientId()) + ":"
                    + encoded(settings.clientSecret().text());
            headers.add(new Header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String token = fetch("POST", known.tokenEndpoint(), headers, body.getBytes(StandardCharsets.UTF_8))
                .path("id_token")
                .asString("");
        if (token.isEmpty()) {
            throw new Unusable("the provider answered without an ID token");
        }
        return token;
    }

    private JsonNode fetch(String method, String url, List<Header> headers, byte @Nullable [] body) throws Unusable {
        // Its keys and endpoints decide who is let in, so they are as secret as the client's own secret.
        if (!(egress.check(url) instanceof TargetUrl.Valid valid) || !egress.mayCarrySecrets(valid.url())) {
            throw new Unusable("an address of the provider is not https, or may not be called from here");
        }
        return switch (calls.send(method, url, headers, body, LIMIT)) {
            case Result.Failed(String message) -> throw new Unusable("the provider did not answer: " + message);
            case Result.Answered(int status, byte[] answer) -> {
                if (status != OK) {
                    throw new Unusable("the provider answered HTTP " + status);
                }
                try {
                    yield Json.WIRE.readTree(answer);
                } catch (JacksonException e) {
                    throw new Unusable("the provider's answer is not JSON");
                }
            }
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
