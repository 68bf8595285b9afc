package eu.runlater.engine.credentials;

import eu.runlater.engine.credentials.Credential.Kind;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.EngineCalls;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.settings.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks a token endpoint for an access token (RFC 6749 §4.4). Its messages name the endpoint's host and the error code
/// it
/// answered, nothing else of what went there or came back. Any thread.
@Component
class TokenRequest {
    private static final Duration UNSAID = Duration.ofMinutes(5); // when the answer does not say how long it lasts
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MAX_TOKEN = 8 * 1024;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z0-9_.-]{1,40}");
    private static final int OK = 200;

    private final EngineCalls calls;
    private final EgressPolicy egress;

    TokenRequest(EngineCalls calls, EgressPolicy egress) {
        this.calls = calls;
        this.egress = egress;
    }

    sealed interface Result {
        record Issued(String token, Duration lifetime) implements Result {
            @Override
            public String toString() {
                return "Issued[••••]";
            }
        }

        record Failed(String why) implements Result {}
    }

    Result send(Kind.OAuth2 oauth, Duration limit) {
        HttpUrl url = HttpUrl.get(oauth.tokenUrl());
        String endpoint = "the token endpoint " + url.host();
        if (!egress.mayCarrySecrets(oauth.tokenUrl())) {
            return new Result.Failed(endpoint + " is plain http, and the client's secret is not sent there");
        }
        EngineCalls.Result result = calls.send("POST", oauth.tokenUrl(), headers(oauth), form(oauth), limit);
        return switch (result) {
            case EngineCalls.Result.Failed(String message) ->
                new Result.Failed("no token from the token endpoint: " + message);
            case EngineCalls.Result.Answered(int status, byte[] body) -> read(endpoint, status, json(body));
        };
    }

    private static Result read(String endpoint, int status, @Nullable JsonNode json) {
        if (status != OK || json == null) {
            return new Result.Failed(
                    endpoint + " answered HTTP " + status + (json == null ? ", not in JSON" : error(json)));
        }
        String token = json.path("access_token").asString("");
        if (token.length() > MAX_TOKEN || !VISIBLE.matcher(token).matches()) {
            return new Result.Failed(endpoint + " answered without a usable access_token");
        }
        String type = json.path("token_type").asString("Bearer");
        if (!type.equalsIgnoreCase("bearer")) {
            return new Result.Failed(endpoint + " issues tokens of another type than Bearer");
        }
        return new Result.Issued(token, lifetime(json.path("expires_in")));
    }

    private static Duration lifetime(JsonNode expiresIn) {
        long seconds = expiresIn.isNumber() || expiresIn.isString() ? expiresIn.asLong(0) : 0;
        if (seconds <= 0) {
            return UNSAID;
        }
        return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
    }

    private static String error(JsonNode json) {
        String code = json.path("error").asString("");
        return ERROR_CODE.matcher(code).matches() ? " (" + code + ")" : "";
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            JsonNode read = Json.WIRE.readTree(body);
            return read.isObject() ? read : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static List<Header> headers(Kind.OAuth2 oauth) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/x-www-form-urlencoded"));
        if (!oauth.secretInBody()) {
            // RFC 6749 §2.3.1 encodes both parts before they are joined.
            Secret secret = Secret.of(encoded(oauth.clientSecret().text()));
            headers.addAll(
                    StoredCredentials.basic(encoded(oauth.clientId()), secret).headers());
        }
        return headers;
    }

    private static byte[] form(Kind.OAuth2 oauth) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        if (oauth.scope() != null) {
            fields.put("scope", oauth.scope());
        }
        if (oauth.audience() != null) {
            fields.put("audience", oauth.audience());
        }
        if (oauth.secretInBody()) {
            fields.put("client_id", oauth.clientId());
            fields.put("client_secret", oauth.clientSecret().text());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
