package eu.runlater.engine.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A real OpenID Connect provider on loopback: discovery, keys, and a token endpoint that checks the client, the
/// redirect
/// address and the code verifier. What a person does in the browser is [#authorize].
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "runlater-test";
    static final String SECRET = "s3cret of the client";

    private record Grant(String challenge, String redirectUri, JWTClaimsSet claims) {}

    private final HttpServer server;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile RSAKey key = newKey();
    private volatile UnaryOperator<String> discovery = text -> text;
    private volatile Function<JWTClaimsSet, String> signer = this::signed;

    private TestProvider(HttpServer server) {
        this.server = server;
    }

    static TestProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
            TestProvider provider = new TestProvider(server);
            server.createContext("/", provider::handle);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Signs tokens otherwise than it should.
    void signWith(Function<JWTClaimsSet, String> other) {
        signer = other;
    }

    void describeAs(UnaryOperator<String> other) {
        discovery = other;
    }

    /// From now on with another key, as providers do without notice.
    void rotateKey() {
        key = newKey();
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The person signs in at the address they were sent to; gives the query the browser is sent back with.
    String authorize(String authorizationUrl, String email, UnaryOperator<JWTClaimsSet.Builder> more) {
        Map<String, String> query = query(URI.create(authorizationUrl).getRawQuery());
        if (!"code".equals(query.get("response_type")) || !"S256".equals(query.get("code_challenge_method"))) {
            throw new IllegalStateException("not an authorization request: " + query);
        }
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(query.get("client_id"))
                .subject(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", query.get("nonce"))
                .claim("email", email)
                .claim("email_verified", true)
                .claim("name", "Ida Example");
        String code = UUID.randomUUID().toString();
        grants.put(
                code,
                new Grant(
                        query.getOrDefault("code_challenge", ""),
                        query.getOrDefault("redirect_uri", ""),
                        more.apply(claims).build()));
        return "state=" + query.get("state") + "&code=" + code;
    }

    static Map<String, String> query(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split("&")) {
            int equals = field.indexOf('=');
            fields.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" ->
                    answer(exchange, 200, discovery.apply("""
                        {"issuer":"ISSUER","authorization_endpoint":"ISSUER/authorize","token_endpoint":"ISSUER/token",
                         "jwks_uri":"ISSUER/keys"}""".replace("ISSUER", issuer())));
                case "/keys" -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
                case "/token" -> token(exchange);
                default -> answer(exchange, 404, "{}");
            }
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String pair = CLIENT + ":" + java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        boolean good = grant != null
                && expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && grant.redirectUri.equals(form.get("redirect_uri"))
                && grant.challenge.equals(challenge(form.getOrDefault("code_verifier", "")));
        if (grant == null || !good) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"access_token\":\"unused\",\"token_type\":\"Bearer\",\"id_token\":\"" + signer.apply(grant.claims)
                        + "\"}");
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
