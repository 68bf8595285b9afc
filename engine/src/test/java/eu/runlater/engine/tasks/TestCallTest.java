package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `POST /tasks/test`: one real call, nothing stored.
@EngineTest
class TestCallTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final Tenant tenant;

    TestCallTest(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
        this.tenant = accounts.newTenant();
    }

    private JsonNode called(String json) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks/test", json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("data");
    }

    @Test
    void it_shows_all_that_came_of_the_call_and_stores_nothing() {
        try (TestTarget target = TestTarget.start()) {
            target.on(
                    "/hook",
                    Answer.status(201)
                            .withHeader("X-Seen", "yes")
                            .withHeader("Set-Cookie", "sid=c00kie")
                            .withBody("fine"));

            JsonNode result = called("""
                    {"url": "%s", "headers": {"Authorization": "Bearer s3cret", "X-A": "b"}, "body": {"a": 1}}""".formatted(target.url("/hook")));

            TestTarget.Call call = target.calls("/hook").getFirst();
            assertThat(call.text()).isEqualTo("{\"a\":1}");
            assertThat(call.header("Authorization")).isEqualTo("Bearer s3cret");
            assertThat(result.at("/verdict/succeeded").asBoolean()).isTrue();
            assertThat(result.at("/verdict/kind").asString()).isEqualTo("success");
            assertThat(result.at("/response/status_code").asInt()).isEqualTo(201);
            assertThat(result.at("/response/body/text").asString()).isEqualTo("fine");
            assertThat(result.at("/signature/signature").asString()).isEqualTo(call.header("webhook-signature"));
            assertThat(result.at("/signature/id").asString()).isEqualTo(call.header("webhook-id"));
            assertThat(result.at("/phases/total_ms").asDouble()).isPositive();
            assertThat(result.toString()).containsIgnoringCase("X-Seen").doesNotContain("s3cret", "c00kie");
            assertThat(api.get(tenant.key(), "/api/v1/tasks").json().path("data"))
                    .isEmpty();
            assertThat(api.get(tenant.key(), "/api/v1/executions").json().path("data"))
                    .isEmpty();
        }
    }

    @Test
    void the_verdict_is_the_one_a_run_would_have() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/teapot", Answer.status(418).withBody("short and stout"));
            String url = target.url("/teapot");

            assertThat(called("{\"url\": \"%s\"}".formatted(url))
                            .at("/verdict/kind")
                            .asString())
                    .isEqualTo("http_status");
            assertThat(called("{\"url\": \"%s\", \"expected_status_codes\": \"418\"}".formatted(url))
                            .at("/verdict/succeeded")
                            .asBoolean())
                    .isTrue();
            assertThat(called(
                                    "{\"url\": \"%s\", \"expected_status_codes\": \"418\", \"expected_body_pattern\": \"tall\"}"
                                            .formatted(url))
                            .at("/verdict/kind")
                            .asString())
                    .isEqualTo("body_mismatch");
        }
    }

    @Test
    void a_long_body_is_shown_up_to_4096_bytes() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/long", Answer.status(200).withBody("x".repeat(5_000)));

            JsonNode body =
                    called("{\"url\": \"%s\"}".formatted(target.url("/long"))).at("/response/body");

            assertThat(body.path("text").asString()).hasSize(4_096);
            assertThat(body.path("truncated").asBoolean()).isTrue();
        }
    }

    @Test
    void a_target_that_hangs_ends_after_the_tasks_time_and_never_more_than_ten_seconds() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/hang", Answer.hang());

            JsonNode capped = called("{\"url\": \"%s\", \"timeout_ms\": 1000}".formatted(target.url("/hang")));
            JsonNode asked = called("{\"url\": \"%s\", \"timeout_ms\": 60000}".formatted(target.url("/fine")));

            assertThat(capped.at("/verdict/kind").asString()).isEqualTo("timeout");
            assertThat(asked.at("/request/timeout_ms").asLong())
                    .isEqualTo(Duration.ofSeconds(10).toMillis());
        }
    }

    @Test
    void the_credential_is_shown_to_the_target_and_to_nobody_else() {
        try (TestTarget target = TestTarget.start()) {
            api.post(tenant.key(), "/api/v1/credentials", """
                    {"name": "api", "type": "bearer", "token": "t0p-s3cret"}""");

            JsonNode result = called("{\"url\": \"%s\", \"credential\": \"api\"}".formatted(target.url("/hook")));

            assertThat(target.calls("/hook").getFirst().header("Authorization")).isEqualTo("Bearer t0p-s3cret");
            assertThat(result.toString()).doesNotContain("t0p-s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url",
                "{\"url\": 5} | url",
                "{\"url\": \"http://10.0.0.1/\"} | url",
                "{\"url\": \"http://169.254.169.254/latest\"} | url",
                "{\"url\": \"https://example.com\", \"timeout_ms\": 0} | timeout_ms",
                "{\"url\": \"https://example.com\", \"headers\": {\"Host\": \"x\"}} | headers",
                "{\"url\": \"https://example.com\", \"credential\": \"nobody\"} | credential",
            })
    void what_could_not_be_a_task_is_not_called(String json, String field) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks/test", json);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").propertyNames()).contains(field);
    }

    @Test
    void who_may_not_write_may_not_call() {
        for (String scope : List.of("read", "enqueue")) {
            String key = accounts.newKey(tenant.organizationId(), scope);
            assertThat(api.post(key, "/api/v1/tasks/test", "{\"url\": \"https://example.com\"}")
                            .status())
                    .isEqualTo(403);
        }
    }
}
