package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.inbound.Signatures.Verdict;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.model.Verification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@EngineTest
class VerificationTest {
    private static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final TestAccounts accounts;
    private final TestApi api;
    private final InstantSource clock;

    VerificationTest(TestAccounts accounts, TestApi api, InstantSource clock) {
        this.accounts = accounts;
        this.api = api;
        this.clock = clock;
    }

    private static Verification rule(String scheme) {
        return new Verification(scheme, null, null, null, null, 300, true);
    }

    private static Verification hmac(String header, String algorithm, String encoding, @Nullable String prefix) {
        return new Verification("hmac", header, algorithm, encoding, prefix, 300, true);
    }

    /// Rule, secret, body, the moment, headers: as the senders' documentation has them, or computed by another program.
    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        rule("standard_webhooks"),
                        STANDARD_SECRET,
                        "{\"test\": 2432232314}",
                        1_614_265_330L,
                        List.of(
                                new Header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                                new Header("webhook-timestamp", "1614265330"),
                                new Header(
                                        "webhook-signature",
                                        "v1,AAAA v2,xx v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))),
                Arguments.of(
                        rule("github"),
                        "It's a Secret to Everybody",
                        "Hello, World!",
                        0L,
                        List.of(new Header(
                                "X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"))),
                Arguments.of(
                        rule("stripe"),
                        "whsec_test_secret",
                        "{\"id\":\"evt_1\",\"object\":\"event\"}",
                        1_492_774_577L,
                        List.of(
                                new Header(
                                        "Stripe-Signature",
                                        "t=1492774577,v1=00,v1=654b43d3508ecadb3f8cefc4bc7d3d2bdc5ba9e03bf2c89b2d0657a8e24e4543,v0=1"))),
                Arguments.of(
                        rule("slack"),
                        "8f742231b10e8888abcd99yyyzzz85a5",
                        "token=xyzz0WbapA4vBCrFEasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                                + "&command=%2Fwebhook-collect&text="
                                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                                + "%2F96rGlfmibIGlgcZRskXaIFfN"
                                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
                        1_531_420_618L,
                        List.of(
                                new Header("X-Slack-Request-Timestamp", "1531420618"),
                                new Header(
                                        "X-Slack-Signature",
                                        "v0=210ca9afe18641d6d5d60545413fc265499bb468f93df8e71d77db1bc9818953"))),
                Arguments.of(
                        hmac("X-Sig", "sha1", "hex", null),
                        "k",
                        "body",
                        0L,
                        List.of(new Header("X-Sig", "a2282e7648e8caf7d224d6531dcd95c2808a5d89"))),
                Arguments.of(
                        hmac("X-Sig", "sha512", "base64", "v9:"),
                        "k",
                        "body",
                        0L,
                        List.of(
                                new Header(
                                        "X-Sig",
                                        "v9:TZSLiacRM+getZIrei7/ZJrcGgaM0pyN2WUJRvDnmXdRH1LgaTNhlBb3C+kbdWjCWKA3pdIs1ksAy8nKsfmBpg=="))));
    }

    private static Received request(String body, List<Header> headers) {
        return new Received("POST", null, headers, body.getBytes(StandardCharsets.UTF_8), null);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_known_signature_verifies_and_nothing_like_it_does(
            Verification rule, String secret, String body, long at, List<Header> headers) {
        Instant now = Instant.ofEpochSecond(at);

        assertThat(Signatures.check(rule, secret, request(body, headers), now)).isInstanceOf(Verdict.Genuine.class);

        assertThat(Signatures.check(rule, secret, request(body + " ", headers), now))
                .isEqualTo(new Verdict.Forged("the signature does not verify"));
        String other = rule.scheme().equals("standard_webhooks") ? "whsec_AAAA" : secret + "x";
        assertThat(Signatures.check(rule, other, request(body, headers), now)).isInstanceOf(Verdict.Forged.class);
        assertThat(Signatures.check(rule, secret, request(body, List.of()), now))
                .isInstanceOf(Verdict.Forged.class);
        if (Signatures.signsTime(rule.scheme())) {
            for (int off : new int[] {-301, 301}) {
                assertThat(Signatures.check(rule, secret, request(body, headers), now.plusSeconds(off)))
                        .isInstanceOf(Verdict.Forged.class);
            }
            assertThat(Signatures.check(rule, secret, request(body, headers), now.plusSeconds(300)))
                    .isInstanceOf(Verdict.Genuine.class);
        }
    }

    private String[] signed(String id, String body) {
        String at = String.valueOf(clock.instant().getEpochSecond());
        byte[] signature = mac(Signatures.standardKey(STANDARD_SECRET).orElseThrow(), id + "." + at + "." + body);
        return new String[] {
            "webhook-id",
            id,
            "webhook-timestamp",
            at,
            "webhook-signature",
            "v1," + Base64.getEncoder().encodeToString(signature)
        };
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sender verifying(Tenant tenant, TestTarget target) {
        return Sender.to(api, tenant, target.url("/hook"), """
                ,"verification":{"scheme":"standard_webhooks","secret":"%s"}""".formatted(STANDARD_SECRET));
    }

    @Test
    void what_does_not_verify_is_401_is_seen_as_rejected_and_goes_nowhere() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = verifying(accounts.newTenant(), target);

            Sender.Told told =
                    sender.post("{}", "webhook-id", "m", "webhook-timestamp", "1", "webhook-signature", "v1,x");

            assertThat(told.status()).isEqualTo(401);
            assertThat(told.json().path("error").isString()).isTrue();
            JsonNode event = sender.events("?status=rejected").getFirst();
            assertThat(event.path("reason").asString()).contains("s off");
            assertThat(event.path("task_ids")).isEmpty();

            String genuine = sender.post("{\"a\":1}", signed("m1", "{\"a\":1}")).id();
            assertThat(target.awaitCalls("/hook", 1).getFirst().text()).isEqualTo("{\"a\":1}");
            assertThat(sender.events("?limit=1").getFirst().path("id").asString())
                    .isEqualTo(genuine);
        }
    }

    @Test
    void a_signed_message_sent_again_is_one_event_however_it_comes() throws Exception {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = verifying(accounts.newTenant(), target);
            String[] headers = signed("m1", "{}");
            List<String> ids = new ArrayList<>();
            List<Thread> threads = IntStream.range(0, 20)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                        String id = sender.post("{}", headers).id();
                        synchronized (ids) {
                            ids.add(id);
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            sender.post("{}", signed("m2", "{}")).id();

            assertThat(ids).hasSize(20);
            assertThat(ids.stream().distinct()).hasSize(1);
            assertThat(sender.events("")).hasSize(2);
            target.awaitCalls("/hook", 2);
            assertThat(target.calls()).hasSize(2);
        }
    }

    @Test
    void github_tells_a_redelivery_by_its_id() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(
                    api,
                    accounts.newTenant(),
                    target.url("/hook"),
                    ",\"verification\":{\"scheme\":\"github\",\"secret\":\"s\"}");
            String signature = "sha256=" + HexFormat.of().formatHex(mac("s".getBytes(StandardCharsets.UTF_8), "{}"));

            String first = sender.post("{}", "X-Hub-Signature-256", signature, "X-GitHub-Delivery", "1")
                    .id();
            String again = sender.post("{}", "X-Hub-Signature-256", signature, "X-GitHub-Delivery", "1")
                    .id();
            String other = sender.post("{}", "X-Hub-Signature-256", signature, "X-GitHub-Delivery", "2")
                    .id();

            assertThat(again).isEqualTo(first);
            assertThat(other).isNotEqualTo(first);
        }
    }

    @Test
    void a_flood_of_forgeries_does_not_fill_the_history() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = verifying(accounts.newTenant(), target);

            for (int i = 0; i < 40; i++) {
                assertThat(sender.send("POST", new byte[20_000]).status()).isEqualTo(401);
            }

            List<JsonNode> events = sender.events("?limit=100");
            assertThat(events).hasSize(30);
            JsonNode shown = sender.event(events.getFirst().path("id").asString());
            assertThat(shown.at("/event/bytes").asInt()).isEqualTo(20_000);
            assertThat(shown.at("/body/bytes").asInt()).isEqualTo(16 * 1_024);
            assertThat(shown.at("/body/truncated").asBoolean()).isTrue();
        }
    }

    @Test
    void the_secret_never_comes_back_and_stays_when_an_edit_leaves_it_out() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = verifying(accounts.newTenant(), target);

            TestApi.Answer edited =
                    sender.patch("{\"verification\":{\"scheme\":\"standard_webhooks\",\"tolerance_seconds\":60}}");

            assertThat(edited.status()).as(edited.body()).isEqualTo(200);
            assertThat(edited.body()).doesNotContain(STANDARD_SECRET.substring(6));
            assertThat(edited.json().at("/data/verification/tolerance_seconds").asInt())
                    .isEqualTo(60);
            assertThat(edited.json().at("/data/verification/secret_set").asBoolean())
                    .isTrue();
            sender.post("{}", signed("m1", "{}")).id();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scheme\":\"md5\",\"secret\":\"x\"} | verification.scheme",
                "{\"secret\":\"x\"} | verification.scheme",
                "{\"scheme\":\"github\"} | verification.secret",
                "{\"scheme\":\"github\",\"secret\":7} | verification.secret",
                "{\"scheme\":\"github\",\"secret\":\"x\",\"header\":\"X-A\"} | verification.header",
                "{\"scheme\":\"hmac\",\"secret\":\"x\"} | verification.header",
                "{\"scheme\":\"hmac\",\"secret\":\"x\",\"header\":\"a b\"} | verification.header",
                "{\"scheme\":\"hmac\",\"secret\":\"x\",\"header\":\"a\",\"algorithm\":\"md5\"} | verification.algorithm",
                "{\"scheme\":\"standard_webhooks\",\"secret\":\"whsec_!\"} | verification.secret",
                "{\"scheme\":\"stripe\",\"secret\":\"x\",\"tolerance_seconds\":0} | verification.tolerance_seconds",
                "[] | verification",
                "\"github\" | verification",
            })
    void a_verification_that_cannot_work_is_refused_by_field(String verification, String field) {
        TestApi.Answer answer = api.post(accounts.newTenant().key(), "/api/v1/endpoints", """
                {"name":"x","forward_urls":["https://shop.example/"],"verification":%s}""".formatted(verification));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field))
                .as(answer.body())
                .isTrue();
    }
}
