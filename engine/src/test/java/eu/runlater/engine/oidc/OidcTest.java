package eu.runlater.engine.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import eu.runlater.engine.EngineApplication;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.EngineCalls;
import eu.runlater.engine.settings.EngineSettings;
import eu.runlater.engine.settings.Secret;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.testing.TestEngine;
import eu.runlater.engine.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An engine of its own with a real provider on loopback.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest {
    private static final String KEY = "sk_live_" + "0123456789abcdefghijABCDEFGHIJ-_0123456789x";
    private static final String START = "/api/v1/session/oidc/start";
    private static final String CALLBACK = "/api/v1/session/oidc/callback";
    private static final String POLL = "/api/v1/session/oidc/poll";
    private static final Pattern CONFIRM = Pattern.compile("name=\"confirm\" value=\"([A-Za-z0-9_-]{43})\"");

    private final TestProvider provider = TestProvider.start();
    private final ConfigurableApplicationContext engine = start(provider);
    private final HttpClient http = HttpClient.newHttpClient();
    private final String owner = "owner@people.example";

    private static ConfigurableApplicationContext start(TestProvider provider) {
        return new SpringApplicationBuilder(EngineApplication.class)
                .initializers(new EngineSettings(TestEngine.settings(
                        TestPostgres.newDatabaseUrl(),
                        Map.of(
                                "RUNLATER_BOOTSTRAP_API_KEY",
                                KEY,
                                "RUNLATER_BOOTSTRAP_EMAIL",
                                "owner@people.example",
                                "RUNLATER_PUBLIC_URL",
                                "https://runlater.example",
                                "RUNLATER_OIDC_ISSUER",
                                provider.issuer() + "/",
                                "RUNLATER_OIDC_CLIENT_ID",
                                TestProvider.CLIENT,
                                "RUNLATER_OIDC_CLIENT_SECRET",
                                TestProvider.SECRET))))
                .run();
    }

    @AfterAll
    void stop() {
        engine.close();
        provider.close();
    }

    @BeforeEach
    void anHonestProvider() {
        provider.signWith(provider::signed);
    }

    private record Reply(int status, String body, HttpResponse<String> raw) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private Reply call(String method, String path, @Nullable String body, String... headers) {
        String base = "http://127.0.0.1:" + engine.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode begin() {
        Reply started = call("POST", START, null);
        assertThat(started.status()).as(started.body()).isEqualTo(201);
        return started.json().path("data");
    }

    private Reply poll(JsonNode flow) {
        return call(
                "POST", POLL, "{\"poll_secret\":\"" + flow.path("poll_secret").asString() + "\"}");
    }

    private Reply back(JsonNode flow, String email, UnaryOperator<JWTClaimsSet.Builder> more) {
        String query = provider.authorize(flow.path("authorization_url").asString(), email, more);
        return call("GET", CALLBACK + "?" + query, null, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private Reply confirm(Reply page) {
        Matcher form = CONFIRM.matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        return call(
                "POST",
                CALLBACK,
                "confirm=" + form.group(1),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html,*/*;q=0.8");
    }

    private static UnaryOperator<JWTClaimsSet.Builder> asTheyAre() {
        return claims -> claims;
    }

    private static String code(Reply reply) {
        return reply.json().at("/error/code").asString();
    }

    @Test
    void a_member_signs_in_through_the_browser_and_the_client_gets_a_session() {
        JsonNode flow = begin();
        assertThat(flow.path("authorization_url").asString())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("redirect_uri=https%3A%2F%2Frunlater.example%2Fapi%2Fv1%2Fsession%2Foidc%2Fcallback")
                .contains("code_challenge_method=S256");
        assertThat(poll(flow).status()).isEqualTo(202);

        Reply page = back(flow, owner.toUpperCase(java.util.Locale.ROOT), asTheyAre());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(flow.path("code").asString());
        assertThat(page.raw().headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(poll(flow).status()).isEqualTo(202);
        assertThat(confirm(page).body()).contains("Signed in as");

        Reply done = poll(flow);
        assertThat(done.status()).isEqualTo(201);
        String token = done.json().at("/data/token").asString();
        Reply who = call("GET", "/api/v1/session", null, "Authorization", "Bearer " + token);
        assertThat(who.json().at("/data/user/email").asString()).isEqualTo(owner);
        assertThat(who.json().at("/data/role").asString()).isEqualTo("owner");
        assertThat(call("GET", "/api/v1/sessions", null, "Authorization", "Bearer " + token)
                        .body())
                .contains("\"oidc\"");
        assertThat(poll(flow).status()).isEqualTo(404);
    }

    @Test
    void somebody_who_is_invited_becomes_a_member_by_signing_in() {
        String email = "new-" + UUID.randomUUID() + "@people.example";
        assertThat(call(
                                "POST",
                                "/api/v1/invites",
                                "{\"email\":\"" + email + "\",\"role\":\"viewer\"}",
                                "Authorization",
                                "Bearer " + KEY)
                        .status())
                .isEqualTo(201);
        JsonNode flow = begin();
        confirm(back(flow, email, asTheyAre()));

        JsonNode session = poll(flow).json().path("data");

        assertThat(session.path("role").asString()).isEqualTo("viewer");
        assertThat(session.at("/user/name").asString()).isEqualTo("Ida Example");
        assertThat(call("GET", "/api/v1/invites", null, "Authorization", "Bearer " + KEY)
                        .body())
                .doesNotContain(email);
        assertThat(call("POST", "/api/v1/session", "{\"email\":\"" + email + "\",\"password\":\"anything at all\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_stranger_whom_the_provider_knows_gets_no_session_and_no_account() {
        String email = "stranger-" + UUID.randomUUID() + "@elsewhere.example";
        JsonNode flow = begin();

        Reply page = confirm(back(flow, email, asTheyAre()));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("neither a member nor invited");
        Reply polled = poll(flow);
        assertThat(polled.status()).isEqualTo(403);
        assertThat(code(polled)).isEqualTo("sign_in_refused");
        assertThat(engine.getBean(JdbcClient.class)
                        .sql("select count(*) from app_user where email = :email")
                        .param("email", email)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(poll(flow).status()).isEqualTo(404);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                claims("another nonce", claims -> claims.claim("nonce", "other")),
                claims("no nonce", claims -> claims.claim("nonce", null)),
                claims("another client", claims -> claims.audience("somebody-else")),
                claims(
                        "several clients and another one's",
                        claims -> claims.audience(java.util.List.of(TestProvider.CLIENT, "other"))
                                .claim("azp", "other")),
                claims("another issuer", claims -> claims.issuer("https://evil.example")),
                claims(
                        "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120)))),
                claims("without an end", claims -> claims.expirationTime(null)),
                claims("unverified address", claims -> claims.claim("email_verified", false)),
                claims("address nobody vouches for", claims -> claims.claim("email_verified", null)),
                claims("no address", claims -> claims.claim("email", null)),
                claims("an address that is no text", claims -> claims.claim("email", 7)));
    }

    private static Arguments claims(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void a_token_that_is_not_for_this_sign_in_signs_nobody_in(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        JsonNode flow = begin();

        Reply page = back(flow, owner, change);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).doesNotContain("name=\"confirm\"");
        assertThat(poll(flow).status()).isEqualTo(403);
    }

    static Stream<Arguments> wrongSignatures() {
        return Stream.of(
                signature("none", claims -> new PlainJWT(claims).serialize()),
                signature("a key of somebody else", claims -> TestProvider.signed(claims, TestProvider.newKey())),
                signature("the client's secret", OidcTest::withSecret),
                signature("not a token", _ -> "nonsense"));
    }

    private static Arguments signature(String name, Function<JWTClaimsSet, String> signer) {
        return Arguments.of(name, signer);
    }

    private static String withSecret(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(
                    (TestProvider.SECRET + TestProvider.SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSignatures")
    void a_token_that_the_provider_did_not_sign_signs_nobody_in(String name, Function<JWTClaimsSet, String> signer) {
        provider.signWith(signer);
        JsonNode flow = begin();

        assertThat(back(flow, owner, asTheyAre()).status()).isEqualTo(403);
        assertThat(poll(flow).status()).isEqualTo(403);
    }

    @Test
    void a_token_whose_content_was_changed_signs_nobody_in() {
        provider.signWith(claims -> {
            String[] parts = provider.signed(claims).split("\\.");
            String changed = Base64URL.from(parts[1]).decodeToString().replace("visitor@", "owner@");
            return parts[0] + "." + Base64URL.encode(changed) + "." + parts[2];
        });
        JsonNode flow = begin();

        assertThat(back(flow, "visitor@people.example", asTheyAre()).status()).isEqualTo(403);
    }

    @Test
    void a_callback_counts_once_and_only_with_a_state_of_ours() {
        JsonNode flow = begin();
        String query = provider.authorize(flow.path("authorization_url").asString(), owner, asTheyAre());
        assertThat(call("GET", CALLBACK + "?" + query, null).status()).isEqualTo(200);

        assertThat(call("GET", CALLBACK + "?" + query, null).status()).isEqualTo(403);
        assertThat(call("GET", CALLBACK + "?state=" + "x".repeat(43) + "&code=1", null)
                        .status())
                .isEqualTo(403);
        assertThat(call("GET", CALLBACK, null).status()).isEqualTo(403);
        assertThat(call("GET", CALLBACK + "?state=%3Cscript%3E", null).body()).doesNotContain("<script");
    }

    @Test
    void without_the_persons_yes_nobody_is_signed_in() {
        JsonNode flow = begin();
        Reply page = back(flow, owner, asTheyAre());

        assertThat(poll(flow).status()).isEqualTo(202);
        assertThat(call("POST", CALLBACK, "confirm=" + "x".repeat(43)).status()).isEqualTo(403);
        assertThat(call("POST", CALLBACK, null).status()).isEqualTo(403);
        assertThat(poll(flow).status()).isEqualTo(202);
        assertThat(confirm(page).status()).isEqualTo(200);
        assertThat(confirm(page).status()).isEqualTo(403);
    }

    @Test
    void the_provider_may_refuse() {
        JsonNode flow = begin();
        String state = TestProvider.query(
                        URI.create(flow.path("authorization_url").asString()).getRawQuery())
                .get("state");

        assertThat(call("GET", CALLBACK + "?state=" + state + "&error=access_denied", null)
                        .status())
                .isEqualTo(403);
        assertThat(code(poll(flow))).isEqualTo("sign_in_refused");
    }

    @Test
    void a_flow_is_good_for_ten_minutes() {
        JsonNode flow = begin();
        engine.getBean(JdbcClient.class)
                .sql("update oidc_flow set expires_at = app_now()")
                .update();

        assertThat(back(flow, owner, asTheyAre()).status()).isEqualTo(403);
        assertThat(poll(flow).status()).isEqualTo(404);
    }

    @Test
    void what_is_stored_of_a_flow_lets_nobody_in() {
        JsonNode flow = begin();
        String state = TestProvider.query(
                        URI.create(flow.path("authorization_url").asString()).getRawQuery())
                .get("state");

        assertThat(engine.getBean(JdbcClient.class)
                        .sql("select count(*) from oidc_flow f where f::text like '%' || :state || '%'"
                                + " or f::text like '%' || :poll || '%'")
                        .param("state", state)
                        .param("poll", flow.path("poll_secret").asString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keys_that_the_provider_changed_are_fetched_anew() {
        JsonNode first = begin();
        assertThat(back(first, owner, asTheyAre()).status()).isEqualTo(200);
        provider.rotateKey();

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .pollInterval(java.time.Duration.ofSeconds(1))
                .until(() -> back(begin(), owner, asTheyAre()).status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"poll_secret\":5}", "{\"poll_secret\":null}", "{\"secret\":\"x\"}"})
    void a_poll_without_its_secret_is_refused(String json) {
        assertThat(call("POST", POLL, json).status()).isEqualTo(422);
        assertThat(call("POST", POLL, "{\"poll_secret\":\"" + "x".repeat(201) + "\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void the_installation_says_whose_accounts_it_takes() {
        JsonNode about = call("GET", "/api/v1/session/oidc", null).json().path("data");

        assertThat(about.path("enabled").asBoolean()).isTrue();
        assertThat(about.path("issuer").asString()).isEqualTo(provider.issuer());
    }

    static Stream<Arguments> wrongDescriptions() {
        return Stream.of(
                description(
                        "another issuer", text -> text.replace("\"issuer\":\"http://127", "\"issuer\":\"http://128")),
                description("no keys", text -> text.replace("jwks_uri", "keys")),
                description("an endpoint that is no address", text -> text.replace("\"http://127", "\"file://127")),
                description("no JSON", _ -> "<html>"));
    }

    private static Arguments description(String name, UnaryOperator<String> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongDescriptions")
    void a_provider_that_describes_itself_wrongly_is_not_used(String name, UnaryOperator<String> change) {
        provider.describeAs(change);
        try {
            assertThatThrownBy(() -> fresh(provider.issuer()).description()).isInstanceOf(Provider.Unusable.class);
        } finally {
            provider.describeAs(UnaryOperator.identity());
        }
    }

    @Test
    void a_provider_in_the_clear_is_not_used_unless_the_operator_opened_it() throws Provider.Unusable {
        assertThatThrownBy(() -> fresh("http://login.example").description())
                .isInstanceOf(Provider.Unusable.class)
                .hasMessageContaining("not https");
        assertThat(fresh(provider.issuer()).description().issuer()).isEqualTo(provider.issuer());
    }

    private Provider fresh(String issuer) {
        return new Provider(
                new Settings.Oidc(URI.create(issuer), TestProvider.CLIENT, Secret.of(TestProvider.SECRET)),
                engine.getBean(EngineCalls.class),
                engine.getBean(EgressPolicy.class));
    }
}
