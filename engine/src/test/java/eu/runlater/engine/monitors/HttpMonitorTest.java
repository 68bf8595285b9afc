package eu.runlater.engine.monitors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import eu.runlater.engine.testing.TestTls;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Decision 24, against a target on loopback and on a moved clock.
@EngineTest
class HttpMonitorTest {
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Watched watched;
    private final HeardChanges heard;
    private final TestApi api;
    private final TestTime time;
    private final Tenant tenant;
    private final TestTarget target = TestTarget.start();

    HttpMonitorTest(Watched watched, HeardChanges heard, TestAccounts accounts, TestApi api, TestTime time) {
        this.watched = watched;
        this.heard = heard;
        this.api = api;
        this.time = time;
        this.tenant = accounts.newTenant();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    /// @param more further fields, beginning with a comma; or none
    private JsonNode watching(String url, String more) {
        return watched.make(tenant, "\"name\":\"Shop\",\"kind\":\"http\",\"url\":\"" + url + "\"" + more);
    }

    private JsonNode checks(JsonNode monitor) {
        return api.get(tenant.key(), Watched.path(monitor) + "/checks").json().path("data");
    }

    /// Newest first.
    private JsonNode awaitChecks(JsonNode monitor, int count) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> checks(monitor).size() >= count);
        return checks(monitor);
    }

    private JsonNode after(Duration pause, JsonNode monitor, int count) {
        time.advance(pause);
        return awaitChecks(monitor, count);
    }

    @Test
    void a_target_that_answers_is_up_with_its_phases_on_record() {
        JsonNode monitor = watching(target.url("/ok"), "");
        JsonNode check = awaitChecks(monitor, 1).path(0);
        assertThat(check.path("good").asBoolean()).isTrue();
        assertThat(check.path("status_code").asInt()).isEqualTo(200);
        assertThat(check.path("connect_ms").asDouble()).isPositive();
        assertThat(check.path("first_byte_ms").asDouble()).isPositive();
        assertThat(check.path("total_ms").asDouble())
                .isGreaterThanOrEqualTo(check.path("first_byte_ms").asDouble());
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(shown.path("status").asString()).isEqualTo("up");
        assertThat(shown.path("uptime_percent").asDouble()).isEqualTo(100);
        assertThat(shown.path("ping_url").isNull()).isTrue();
    }

    @Test
    void it_calls_again_after_its_interval_and_not_before() {
        JsonNode monitor = watching(target.url("/ok"), "");
        awaitChecks(monitor, 1);
        time.advance(INTERVAL.minusSeconds(10));
        assertThat(checks(monitor).size()).isEqualTo(1);
        after(Duration.ofSeconds(10), monitor, 2);
    }

    @Test
    void a_target_that_flaps_once_is_not_down() {
        target.on("/flaps", Answer.status(200), Answer.status(503), Answer.status(200));
        JsonNode monitor = watching(target.url("/flaps"), "");
        awaitChecks(monitor, 1);
        assertThat(after(INTERVAL, monitor, 2).at("/0/cause").asString()).isEqualTo("HTTP 503");
        assertThat(watched.show(tenant, monitor).at("/probe/failures").asInt()).isEqualTo(1);
        after(AGAIN, monitor, 3); // looked at again soon
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        assertThat(heard.of(Watched.id(monitor))).isEmpty();
    }

    @Test
    void it_is_down_when_the_failure_is_confirmed_and_up_with_the_first_good_answer() {
        target.on("/fails", Answer.status(200), Answer.status(503), Answer.status(503), Answer.status(200));
        JsonNode monitor = watching(target.url("/fails"), "");
        awaitChecks(monitor, 1);
        after(INTERVAL, monitor, 2);
        after(AGAIN, monitor, 3);
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(shown.path("status").asString()).isEqualTo("down");
        assertThat(shown.path("cause").asString()).isEqualTo("HTTP 503");
        after(INTERVAL, monitor, 4);
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        assertThat(heard.of(Watched.id(monitor))).containsExactly("FAILING HTTP 503", "RECOVERED HTTP 503");
        assertThat(watched.events(tenant, "monitor.down")).isEqualTo(1);
        assertThat(watched.show(tenant, monitor).path("uptime_percent").asDouble())
                .isEqualTo(50);
        JsonNode hours =
                api.get(tenant.key(), Watched.path(monitor) + "/hours").json().path("data");
        int good = 0;
        int all = 0;
        for (JsonNode hour : hours) {
            good += hour.path("good").asInt();
            all += hour.path("checks").asInt();
        }
        assertThat(all).isEqualTo(4);
        assertThat(good).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/text | ,\"expected_body_pattern\":\"all good\"                                  | body_mismatch",
                "/json | ,\"expected_json\":{\"field\":\"db.state\",\"equals\":\"up\"}             | json_mismatch",
                "/slow | ,\"max_response_ms\":50                                                  | too_slow",
                "/hang | ,\"timeout_ms\":1000                                                     | timeout",
                "/moved | ,\"expected_status_codes\":\"204, 301\"                                   | HTTP 302"
            })
    void what_is_not_as_expected_is_a_failure_with_its_cause(String path, String more, String cause) {
        target.on("/text", Answer.status(200).withBody("maintenance"));
        target.on("/json", Answer.status(200).withBody("{\"db\":{\"state\":\"down\"}}"));
        target.on("/slow", Answer.status(200).after(Duration.ofMillis(200)));
        target.on("/hang", Answer.hang());
        target.on("/moved", Answer.status(302));
        JsonNode monitor = watching(target.url(path), ",\"confirmations\":1" + more);
        assertThat(awaitChecks(monitor, 1).at("/0/cause").asString()).isEqualTo(cause);
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(shown.path("status").asString()).isEqualTo("down");
        assertThat(shown.path("cause").asString()).isEqualTo(cause);
    }

    @Test
    void the_end_of_the_certificate_is_seen() {
        try (TestTls secure = TestTls.open()) {
            JsonNode monitor = watching(secure.url(), "");
            JsonNode check = awaitChecks(monitor, 1).path(0);
            assertThat(check.path("good").asBoolean()).as(check.toString()).isTrue();
            assertThat(check.path("tls_ms").asDouble()).isPositive();
            assertThat(watched.show(tenant, monitor)
                            .at("/probe/certificate_until")
                            .isNull())
                    .isFalse();
        }
    }

    @Test
    void method_headers_and_body_are_sent() {
        JsonNode monitor = watching(
                target.url("/probe"),
                ",\"method\":\"POST\",\"headers\":{\"X-Probe\":\"yes\"},\"body\":\"are you there\"");
        awaitChecks(monitor, 1);
        TestTarget.Call call = target.awaitCalls("/probe", 1).getFirst();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.header("X-Probe")).isEqualTo("yes");
        assertThat(call.text()).isEqualTo("are you there");
        assertThat(watched.show(tenant, monitor).at("/probe/headers/X-Probe").asString())
                .isEqualTo("yes");
    }

    @Test
    void an_edit_is_looked_at_at_once_and_a_pause_ends_the_calls() {
        JsonNode monitor = watching(target.url("/one"), "");
        awaitChecks(monitor, 1);
        watched.edit(tenant, monitor, "{\"url\":\"" + target.url("/other") + "\"}");
        awaitChecks(monitor, 2);
        assertThat(target.calls("/other")).hasSize(1);
        watched.edit(tenant, monitor, "{\"enabled\":false}");
        time.advance(Duration.ofHours(1));
        assertThat(watched.status(tenant, monitor)).isEqualTo("paused");
        watched.edit(tenant, monitor, "{\"enabled\":true}");
        awaitChecks(monitor, 3);
        await().untilAsserted(() -> assertThat(watched.status(tenant, monitor)).isEqualTo("up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"kind\":\"http\"}                                                            | url",
                "{\"name\":\"a\",\"kind\":\"http\",\"url\":\"http://10.0.0.1/\"}                               | url",
                "{\"name\":\"a\",\"kind\":\"http\",\"url\":\"https://a.example/\",\"interval_seconds\":9}      | interval_seconds",
                "{\"name\":\"a\",\"kind\":\"http\",\"url\":\"https://a.example/\",\"cron_expression\":\"* * * * *\"} | cron_expression",
                "{\"name\":\"a\",\"kind\":\"http\",\"url\":\"https://a.example/\",\"confirmations\":0}        | confirmations",
                "{\"name\":\"a\",\"kind\":\"http\",\"url\":\"https://a.example/\",\"expected_json\":{}}       | expected_json.field",
                "{\"name\":\"a\",\"kind\":\"http\",\"url\":\"https://a.example/\",\"headers\":{\"Host\":\"b\"}} | headers",
                "{\"name\":\"a\",\"schedule_type\":\"interval\",\"interval_seconds\":60,\"url\":\"https://a.example/\"} | url"
            })
    void a_field_that_is_wrong_is_422(String json, String field) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/monitors", json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("error").path("details").has(field))
                .as(answer.body())
                .isTrue();
    }

    @Test
    void the_kind_is_fixed() {
        JsonNode monitor = watching(target.url("/ok"), "");
        assertThat(api.call("PATCH", tenant.key(), Watched.path(monitor), "{\"kind\":\"heartbeat\"}", Map.of())
                        .status())
                .isEqualTo(422);
    }
}
