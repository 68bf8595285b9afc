package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class InboundTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestAccounts accounts;
    private final TestApi api;
    private final JdbcClient jdbc;

    InboundTest(TestAccounts accounts, TestApi api, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.jdbc = jdbc;
    }

    static Stream<Arguments> bodies() throws IOException {
        byte[] binary = new byte[2_048];
        new Random(7).nextBytes(binary);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("{\"zipped\":true}".getBytes(StandardCharsets.UTF_8));
        }
        byte[] multipart = ("--xyz\r\nContent-Disposition: form-data; name=\"a\"; filename=\"ü.bin\"\r\n\r\n\0\1\2\r\n"
                        + "--xyz\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--xyz--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("application/json", text("{ \"amount\" : 1.10,\t\"ü\":\"\\u0000\" }\n")),
                Arguments.of("application/json", text("{\"broken\": ")),
                Arguments.of("application/xml; charset=ISO-8859-1", "<a>ä</a>".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("multipart/form-data; boundary=xyz", multipart),
                Arguments.of("application/x-www-form-urlencoded", text("a=1&b=%C3%BC&c=+&a=2")),
                Arguments.of("application/octet-stream", binary),
                Arguments.of("application/gzip", zipped.toByteArray()),
                Arguments.of("no such type", text("\0\0")),
                Arguments.of("text/plain", new byte[0]));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void any_body_is_kept_and_forwarded_byte_for_byte(String type, byte[] body) {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            String id = sender.send("POST", body, "Content-Type", type).id();

            assertThat(sender.event(id).at("/event/content_type").asString()).isEqualTo(type);
            assertThat(kept(sender, id)).isEqualTo(body);
            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.body()).isEqualTo(body);
            assertThat(call.header("Content-Type")).isEqualTo(type);
        }
    }

    private static byte[] kept(Sender sender, String id) {
        JsonNode body = sender.event(id).path("body");
        return body.isNull()
                ? new byte[0]
                : Base64.getDecoder().decode(body.path("base64").asString());
    }

    @Test
    void a_chunked_gzip_encoded_body_is_left_as_it_is() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[100_000]);
        }
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            String id = sender.sendChunked(zipped.toByteArray(), "Content-Encoding", "gzip")
                    .id();

            assertThat(kept(sender, id)).isEqualTo(zipped.toByteArray());
            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.body()).isEqualTo(zipped.toByteArray());
            assertThat(call.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(call.header("Transfer-Encoding")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, true",
        "PUT, true",
        "PATCH, true",
        "GET, false",
        "DELETE, false",
        "OPTIONS, false",
    })
    void every_method_is_received_and_forwarded_as_itself(String method, boolean withBody) {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            String id = sender.send(
                            method,
                            withBody ? text("a=1") : new byte[0],
                            "Content-Type",
                            "application/x-www-form-urlencoded")
                    .id();

            assertThat(sender.event(id).at("/event/method").asString()).isEqualTo(method);
            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.method()).isEqualTo(method);
            assertThat(call.text()).isEqualTo(withBody ? "a=1" : "");
        }
    }

    @Test
    void a_head_request_is_an_event_too() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            assertThat(sender.send("HEAD", new byte[0]).status()).isEqualTo(200);

            assertThat(target.awaitCalls("/hook", 1).getFirst().method()).isEqualTo("HEAD");
            assertThat(sender.events("").getFirst().path("method").asString()).isEqualTo("HEAD");
        }
    }

    @Test
    void a_method_that_cannot_be_forwarded_fails_on_record_and_loses_nothing() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            String id = sender.send("PROPFIND", text("<x/>")).id();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.status(id)).isEqualTo("failed"));
            assertThat(kept(sender, id)).isEqualTo(text("<x/>"));
            assertThat(sender.event(id).at("/forwards/0/error_message").asString())
                    .contains("PROPFIND");
            assertThat(target.calls()).isEmpty();
        }
    }

    @Test
    void each_destination_gets_a_task_of_its_own() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/b", Answer.status(410));
            Sender sender = Sender.to(api, tenant, target.url("/a"), "");
            assertThat(sender.patch("{\"forward_urls\":[\"%s\",\"%s\"]}".formatted(target.url("/a"), target.url("/b")))
                            .status())
                    .isEqualTo(200);

            String id = sender.post("{}").id();

            target.awaitCalls("/a", 1);
            target.awaitCalls("/b", 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.status(id)).isEqualTo("failed"));
            JsonNode event = sender.event(id);
            assertThat(event.at("/event/task_ids")).hasSize(2);
            assertThat(event.at("/forwards/0/status").asString()).isEqualTo("success");
            assertThat(event.at("/forwards/1/status_code").asInt()).isEqualTo(410);
            JsonNode task = api.get(
                            tenant.key(),
                            "/api/v1/tasks/" + event.at("/event/task_ids/1").asString())
                    .json()
                    .path("data");
            assertThat(task.path("name").asString())
                    .isEqualTo("Payment events · event " + id.substring(0, 8) + " → 2/2");
            assertThat(task.path("queue").asString()).isEqualTo("payment-events");
            assertThat(task.path("timeout_ms").asInt()).isEqualTo(30_000);
            assertThat(task.path("retry_attempts").asInt()).isEqualTo(5);
        }
    }

    @Test
    void events_of_an_endpoint_arrive_in_the_order_they_came() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            IntStream.range(0, 30).forEach(i -> sender.post(String.valueOf(i)).id());

            assertThat(target.awaitCalls("/hook", 30))
                    .extracting(TestTarget.Call::text)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 30).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void what_belongs_to_the_connection_stays_there() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            sender.post(
                    "{}",
                    "Authorization",
                    "Bearer theirs",
                    "Cookie",
                    "a=b",
                    "X-Kept",
                    "1",
                    "TE",
                    "trailers",
                    "Proxy-Authorization",
                    "Basic eA==",
                    "X-Runlater-Task-Id",
                    "forged",
                    "Keep-Alive",
                    "timeout=5");

            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.header("X-Kept")).isEqualTo("1");
            for (String name : List.of("Authorization", "Cookie", "TE", "Proxy-Authorization", "Keep-Alive")) {
                assertThat(call.header(name)).as(name).isNull();
            }
            assertThat(call.header("X-Runlater-Task-Id")).isNotEqualTo("forged");
            assertThat(call.header("Host")).isEqualTo("127.0.0.1:" + target.port());
            assertThat(call.header("webhook-signature")).startsWith("v1,");
        }
    }

    @Test
    void authorization_and_cookie_are_passed_on_when_that_is_configured() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(
                    api, accounts.newTenant(), target.url("/hook"), ",\"pass_headers\":[\"Authorization\",\"cookie\"]");

            sender.post("{}", "Authorization", "Bearer theirs", "Cookie", "a=b");

            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.header("Authorization")).isEqualTo("Bearer theirs");
            assertThat(call.header("Cookie")).isEqualTo("a=b");
        }
    }

    @Test
    void the_endpoint_lays_headers_body_and_method_over_what_came() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), """
                    ,"forward_headers":{"x-source":"runlater","CONTENT-TYPE":"text/plain"},"forward_body":"ping",
                    "forward_method":"PUT\"""");

            String id = sender.post("{\"a\":1}", "X-Source", "sender", "Content-Type", "application/json")
                    .id();

            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.method()).isEqualTo("PUT");
            assertThat(call.text()).isEqualTo("ping");
            assertThat(call.header("x-source")).isEqualTo("runlater");
            assertThat(call.header("content-type")).isEqualTo("text/plain");
            assertThat(new String(kept(sender, id), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void the_senders_standard_webhooks_headers_stay_intact_beside_runlaters_own() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            sender.post("{}", "webhook-id", "msg_1", "webhook-timestamp", "1", "webhook-signature", "v1,theirs");

            TestTarget.Call call = target.awaitCalls("/hook", 1).getFirst();
            assertThat(call.header("webhook-id")).isEqualTo("msg_1");
            assertThat(call.header("webhook-timestamp")).isEqualTo("1");
            assertThat(call.header("webhook-signature")).isEqualTo("v1,theirs");
            assertThat(call.header("X-Runlater-Signature")).startsWith("sha256=");
            assertThat(call.header("X-Runlater-Execution-Id")).isNotNull();
        }
    }

    @Test
    void an_unknown_slug_is_404_and_a_disabled_endpoint_410() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), ",\"enabled\":false");

            Sender.Told disabled = sender.post("{}");
            TestApi.Answer unknown = api.post(null, "/in/ep_" + "x".repeat(32), "{}");

            assertThat(disabled).isEqualTo(new Sender.Told(410, "{\"error\":\"Endpoint disabled\"}"));
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("{\"error\":\"Not found\"}");
            assertThat(api.post(null, "/in/" + sender.slug() + "/more", "{}").status())
                    .isEqualTo(404);
            assertThat(api.post(null, "/in/", "{}").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_event_above_the_limit_is_413_in_plain_words(boolean chunked) {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");
            byte[] body = new byte[(1 << 20) + 1];

            Sender.Told told = chunked ? sender.sendChunked(body) : sender.send("POST", body);

            assertThat(told.status()).isEqualTo(413);
            assertThat(told.json().path("error").isString()).isTrue();
            assertThat(sender.events("")).isEmpty();
        }
    }

    @Test
    void an_event_above_the_task_limit_is_stored_and_its_forwarding_fails_on_record() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");
            byte[] body = new byte[1 << 20];
            Arrays.fill(body, (byte) 'x');

            String id = sender.send("POST", body).id();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.status(id)).isEqualTo("failed"));
            assertThat(kept(sender, id)).isEqualTo(body);
            assertThat(sender.event(id).at("/forwards/0/error_message").asString())
                    .contains("1048576 bytes");
            assertThat(target.calls()).isEmpty();
        }
    }

    @Test
    void a_forward_url_that_may_not_be_called_any_more_fails_on_record() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");
            jdbc.sql("update inbound_endpoint set forward_urls = array['http://10.0.0.1/hook'] where id = :id::uuid")
                    .param("id", sender.id())
                    .update();

            String id = sender.post("{}").id();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.status(id)).isEqualTo("failed"));
        }
    }

    @Test
    void the_endpoints_callbacks_are_told_how_its_forwardings_end() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(
                    api,
                    accounts.newTenant(),
                    target.url("/hook"),
                    ",\"on_success_url\":\"" + target.url("/told") + "\",\"callback_url\":\"" + target.url("/each")
                            + "\"");

            String id = sender.post("{}").id();

            String task = sender.event(id).at("/event/task_ids/0").asString();
            assertThat(target.awaitCalls("/told", 1).getFirst().text()).contains(task);
            assertThat(target.awaitCalls("/each", 1).getFirst().text()).contains(task);
        }
    }

    @Test
    void the_query_is_kept_and_the_source_is_what_the_trusted_proxy_says() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            String id = sender.send(
                            "POST",
                            "?token=a%20b",
                            BodyPublishers.ofString("x"),
                            "X-Forwarded-For",
                            "198.51.100.9, 203.0.113.7")
                    .id();

            JsonNode event = sender.event(id);
            assertThat(event.path("query").asString()).isEqualTo("token=a%20b");
            assertThat(event.at("/event/source_ip").asString()).isEqualTo("203.0.113.7");
            assertThat(event.at("/event/bytes").asInt()).isEqualTo(1);
            assertThat(target.awaitCalls("/hook", 1).getFirst().query()).isNull();
        }
    }

    @Test
    void secrets_among_the_headers_are_shown_masked() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            String id = sender.post("{}", "Authorization", "Bearer s3cret", "X-Plain", "seen")
                    .id();

            String shown = sender.event(id).path("headers").toString();
            assertThat(shown).contains("seen").doesNotContain("s3cret");
        }
    }

    @Test
    void events_page_by_cursor_and_filter_by_status() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), ",\"retry_attempts\":0");
            target.on("/hook", Answer.status(500), Answer.status(200));
            List<String> ids = IntStream.range(0, 7)
                    .mapToObj(i -> sender.post("n" + i).id())
                    .toList();
            target.awaitCalls("/hook", 7);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(sender.events("?status=success")).hasSize(6));

            assertThat(sender.events("?status=failed"))
                    .extracting(event -> event.path("id").asString())
                    .containsExactly(ids.getFirst());
            assertThat(paged(sender, "")).containsExactlyElementsOf(ids.reversed());
            assertThat(paged(sender, "&status=success"))
                    .containsExactlyElementsOf(ids.subList(1, 7).reversed());
        }
    }

    private List<String> paged(Sender sender, String more) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = sender.page("?limit=3" + more + cursor);
            page.path("data").forEach(event -> ids.add(event.path("id").asString()));
            if (!page.path("has_more").asBoolean()) {
                return ids;
            }
            cursor = "&cursor=" + page.path("next_cursor").asString();
        }
    }
}
