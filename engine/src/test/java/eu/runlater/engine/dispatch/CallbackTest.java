package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTarget.Call;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who is told of a task's ends (behaviour §14, §18.2, §18.3, decision 21).
@EngineTest
class CallbackTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_PAUSE = "\"retry_backoff\":{\"type\":\"fixed\",\"base\":\"1ms\"}";

    private final TestApi api;
    private final TestTime time;
    private final Tenant tenant;

    CallbackTest(TestAccounts accounts, TestApi api, TestTime time) {
        this.api = api;
        this.time = time;
        this.tenant = accounts.newTenant();
    }

    private JsonNode push(TestTarget target, String fields) {
        TestApi.Answer answer = api.post(
                tenant.key(),
                "/api/v1/tasks",
                "{\"name\":\"export\",\"url\":\"" + target.url("/work") + "\"," + fields + "}");
        assertThat(answer.status()).as(answer.body()).isBetween(201, 202);
        return answer.json().path("data");
    }

    private static JsonNode json(Call call) {
        return JSON.readTree(call.body());
    }

    private JsonNode executions(String query) {
        return api.get(tenant.key(), "/api/v1/executions?" + query).json().path("data");
    }

    private void awaitNothingOpen() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> executions("status=pending,running").isEmpty());
    }

    @Test
    void every_attempt_is_told_the_retried_ones_too() {
        try (TestTarget target = TestTarget.start()) {
            target.on(
                    "/work",
                    Answer.status(503).withBody("upstream busy"),
                    Answer.status(200).withBody("fine"));
            JsonNode accepted = push(target, "\"callback_url\":\"" + target.url("/told") + "\"," + NO_PAUSE);
            List<Call> told = new ArrayList<>(target.awaitCalls("/told", 2));
            told.sort((a, b) -> Integer.compare(
                    json(a).path("attempt").asInt(), json(b).path("attempt").asInt()));

            JsonNode first = json(told.getFirst());
            assertThat(first.path("event").asString()).isEqualTo("execution.completed");
            assertThat(first.path("task_id").asString())
                    .isEqualTo(accepted.path("task_id").asString());
            assertThat(first.path("run_id").asString())
                    .isEqualTo(accepted.path("run_id").asString());
            assertThat(first.path("execution_id").asString())
                    .isEqualTo(accepted.path("execution_id").asString());
            assertThat(first.path("status").asString()).isEqualTo("failed");
            assertThat(first.path("status_code").asInt()).isEqualTo(503);
            assertThat(first.path("response_body").asString()).isEqualTo("upstream busy");
            assertThat(first.path("error_message").asString()).contains("503");
            for (String moment : List.of("scheduled_for", "started_at", "finished_at")) {
                assertThat(first.path(moment).asString()).matches("\\d{4}-.*T.*\\.\\d{3}Z");
            }
            assertThat(first.path("duration_ms").isInt()).isTrue();
            JsonNode second = json(told.getLast());
            assertThat(second.path("attempt").asInt()).isEqualTo(2);
            assertThat(second.path("status").asString()).isEqualTo("success");
            assertThat(second.path("error_message").isNull()).isTrue();
        }
    }

    @Test
    void it_is_signed_and_names_what_it_tells_of() {
        try (TestTarget target = TestTarget.start()) {
            JsonNode accepted = push(target, "\"callback_url\":\"" + target.url("/told") + "\"");
            Call call = target.awaitCalls("/told", 1).getFirst();
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.header("Content-Type")).isEqualTo("application/json");
            assertThat(call.header("User-Agent")).startsWith("Runlater/");
            assertThat(call.header("X-Runlater-Task-Id"))
                    .isEqualTo(accepted.path("task_id").asString());
            assertThat(call.header("X-Runlater-Execution-Id"))
                    .isEqualTo(accepted.path("execution_id").asString());
            assertThat(call.header("X-Runlater-Signature")).startsWith("sha256=");
            assertThat(call.header("webhook-signature")).startsWith("v1,");
            assertThat(call.header("webhook-id"))
                    .isNotEqualTo(accepted.path("run_id").asString());
        }
    }

    @Test
    void it_is_an_execution_of_its_own_tried_three_times_and_never_told_of() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/told", Answer.status(500));
            push(target, "\"callback_url\":\"" + target.url("/told") + "\"");
            target.awaitCalls("/told", 1);
            await().until(() -> executions("kind=callback&status=failed").size() == 1);
            time.advance(Duration.ofSeconds(6));
            target.awaitCalls("/told", 2);
            await().until(() -> executions("kind=callback&status=failed").size() == 2);
            time.advance(Duration.ofSeconds(21));
            target.awaitCalls("/told", 3);
            awaitNothingOpen();

            JsonNode attempts = executions("kind=callback");
            assertThat(attempts).hasSize(3);
            assertThat(attempts.findValuesAsString("run_id").stream().distinct())
                    .hasSize(1);
            assertThat(attempts.at("/0/task_name").asString()).isEqualTo("export · callback");
            assertThat(target.calls()).hasSize(4);
        }
    }

    @Test
    void it_is_no_task_and_no_usage() {
        try (TestTarget target = TestTarget.start()) {
            push(target, "\"callback_url\":\"" + target.url("/told") + "\"");
            target.awaitCalls("/told", 1);
            await().until(() -> executions("kind=callback&status=success").size() == 1);
            assertThat(api.get(tenant.key(), "/api/v1/tasks")
                            .json()
                            .path("data")
                            .findValuesAsString("name"))
                    .containsExactly("export");
            assertThat(api.get(tenant.key(), "/api/v1/usage")
                            .json()
                            .at("/data/executions")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void success_is_told_once_the_run_has_succeeded() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/work", Answer.status(500), Answer.status(200));
            push(target, "\"on_success_url\":\"" + target.url("/yes") + "\"," + NO_PAUSE);
            JsonNode told = json(target.awaitCalls("/yes", 1).getFirst());
            awaitNothingOpen();
            assertThat(target.calls("/yes")).hasSize(1);
            assertThat(told.path("event").asString()).isEqualTo("task.succeeded");
            assertThat(told.at("/task/name").asString()).isEqualTo("export");
            assertThat(told.at("/execution/attempt").asInt()).isEqualTo(2);
            assertThat(told.at("/execution").has("error_message")).isFalse();
        }
    }

    @Test
    void only_the_first_failure_of_a_row_and_its_end_are_told() {
        try (TestTarget target = TestTarget.start()) {
            String id = push(
                            target,
                            "\"cron\":\"0 3 * * *\",\"on_failure_url\":\"" + target.url("/broke")
                                    + "\",\"on_recovery_url\":\"" + target.url("/works") + "\"")
                    .path("id")
                    .asString();
            int[] statuses = {500, 500, 200, 200, 503, 200};
            for (int i = 0; i < statuses.length; i++) {
                target.on("/work", Answer.status(statuses[i]));
                api.post(tenant.key(), "/api/v1/tasks/" + id + "/trigger", "");
                target.awaitCalls("/work", i + 1);
                awaitNothingOpen();
            }
            assertThat(target.calls("/broke")).hasSize(2);
            assertThat(target.calls("/works")).hasSize(2);
            JsonNode broke = json(target.calls("/broke").getFirst());
            assertThat(broke.path("event").asString()).isEqualTo("task.failed");
            assertThat(broke.at("/task/id").asString()).isEqualTo(id);
            assertThat(broke.at("/task/method").asString()).isEqualTo("GET");
            assertThat(broke.at("/execution/status_code").asInt()).isEqualTo(500);
            assertThat(broke.at("/execution/error_message").asString()).contains("500");
            assertThat(json(target.calls("/works").getFirst()).path("event").asString())
                    .isEqualTo("task.recovered");
        }
    }

    @Test
    void a_failing_attempt_that_is_retried_is_no_failure_yet() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/work", Answer.status(500));
            push(target, "\"retry_attempts\":2,\"on_failure_url\":\"" + target.url("/broke") + "\"," + NO_PAUSE);
            JsonNode told = json(target.awaitCalls("/broke", 1).getFirst());
            awaitNothingOpen();
            assertThat(target.calls("/broke")).hasSize(1);
            assertThat(told.at("/execution/attempt").asInt()).isEqualTo(3);
        }
    }

    @Test
    void runs_that_fail_at_the_same_moment_are_one_row() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/work", Answer.status(500).after(Duration.ofMillis(200)));
            String id = push(target, "\"cron\":\"0 3 * * *\",\"on_failure_url\":\"" + target.url("/broke") + "\"")
                    .path("id")
                    .asString();
            for (int i = 0; i < 8; i++) {
                api.post(tenant.key(), "/api/v1/tasks/" + id + "/trigger", "");
            }
            target.awaitCalls("/broke", 1);
            awaitNothingOpen();
            assertThat(target.calls("/work")).hasSize(8);
            assertThat(target.calls("/broke")).hasSize(1);
        }
    }

    @Test
    void the_task_shows_them_and_an_edit_changes_and_clears_them() {
        try (TestTarget target = TestTarget.start()) {
            String id = push(
                            target,
                            "\"delay\":\"1h\",\"callback_url\":\"" + target.url("/a") + "\",\"on_success_url\":\""
                                    + target.url("/b") + "\"")
                    .path("task_id")
                    .asString();
            String path = "/api/v1/tasks/" + id;
            JsonNode task = api.get(tenant.key(), path).json().path("data");
            assertThat(task.path("callback_url").asString()).isEqualTo(target.url("/a"));
            assertThat(task.path("on_success_url").asString()).isEqualTo(target.url("/b"));
            assertThat(task.path("on_failure_url").isNull()).isTrue();
            JsonNode edited = api.call(
                            "PATCH",
                            tenant.key(),
                            path,
                            "{\"callback_url\":null,\"on_recovery_url\":\"" + target.url("/c") + "\"}",
                            Map.of())
                    .json()
                    .path("data");
            assertThat(edited.path("callback_url").isNull()).isTrue();
            assertThat(edited.path("on_success_url").asString()).isEqualTo(target.url("/b"));
            assertThat(edited.path("on_recovery_url").asString()).isEqualTo(target.url("/c"));
        }
    }

    @Test
    void a_batch_tells_of_each_of_its_items() {
        try (TestTarget target = TestTarget.start()) {
            TestApi.Answer answer = api.post(
                    tenant.key(),
                    "/api/v1/tasks/batch",
                    "{\"items\":[1,2,3],\"queue\":\"b\",\"url\":\"" + target.url("/work") + "\",\"callback_url\":\""
                            + target.url("/told") + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(target.awaitCalls("/told", 3)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"callback_url", "on_success_url", "on_failure_url", "on_recovery_url"})
    void an_address_that_may_not_be_called_is_refused_by_name(String field) {
        for (String url : List.of("\"nonsense\"", "\"http://10.0.0.1/\"", "\"ftp://example.com/\"", "5", "{}")) {
            TestApi.Answer answer = api.post(
                    tenant.key(), "/api/v1/tasks", "{\"url\":\"https://example.com/\",\"" + field + "\":" + url + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.json().at("/error/details/" + field).isArray()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"callback_url", "on_success_url", "on_failure_url", "on_recovery_url"})
    void an_empty_address_is_none(String field) {
        TestApi.Answer answer = api.post(
                tenant.key(),
                "/api/v1/tasks",
                "{\"url\":\"https://example.com/\",\"delay\":\"1h\",\"" + field + "\":\"\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }
}
