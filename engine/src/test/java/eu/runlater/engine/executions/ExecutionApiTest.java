package eu.runlater.engine.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.executions.HistoryFixture.Task;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class ExecutionApiTest {
    private static final String PATH = "/api/v1/executions";

    private final TestApi api;
    private final TestAccounts accounts;
    private final HistoryFixture given;
    private final JdbcClient jdbc;
    private Tenant tenant;

    ExecutionApiTest(TestApi api, TestAccounts accounts, HistoryFixture given, JdbcClient jdbc) {
        this.api = api;
        this.accounts = accounts;
        this.given = given;
        this.jdbc = jdbc;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void freshTenant() {
        tenant = accounts.newTenant();
    }

    @AfterEach
    void forget() {
        given.forget(tenant.organizationId());
    }

    private Task task(String name) {
        return given.task(tenant.organizationId(), name, "https://api.acme.test/hook", null);
    }

    private Task queued(String name) {
        return given.task(tenant.organizationId(), name, "https://api.acme.test/hook", "billing");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> ids(String parameters) {
        Answer answer = api.get(tenant.key(), PATH + "?" + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .path("data")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    @Nested
    class The_list {
        @Test
        void takes_the_query_language_and_the_same_as_plain_parameters() {
            Instant now = given.now();
            Task task = queued("nightly-invoices");
            String failed = given.attempt(task)
                    .due(now.minusSeconds(30))
                    .failed(503, "down")
                    .save()
                    .toString();
            String success =
                    given.attempt(task).due(now.minusSeconds(60)).save().toString();
            given.attempt(task("other")).due(now.minusSeconds(90)).save();
            given.waiting(task, now.minusSeconds(5));
            assertThat(ids("query=" + encoded("status:failed,success task:nightly-* since:2h -code:404")))
                    .containsExactly(failed, success);
            assertThat(ids("status=failed,success&queue=billing&from=2h&to=now"))
                    .containsExactly(failed, success);
            assertThat(ids("task_id=" + task.id() + "&code=5xx&host=api.*&kind=once&q=DOWN"))
                    .containsExactly(failed);
            assertThat(ids("query=" + encoded("code:503") + "&status=success")).isEmpty();
            assertThat(ids("group=run&limit=1")).hasSize(1);
        }

        @Test
        void is_read_page_by_page_with_the_cursor() {
            Task task = task("a");
            for (int i = 0; i < 5; i++) {
                given.attempt(task).due(given.now().minusSeconds(i)).save();
            }
            JsonNode first = api.get(tenant.key(), PATH + "?limit=3").json();
            assertThat(first.path("has_more").asBoolean()).isTrue();
            JsonNode rest = api.get(
                            tenant.key(),
                            PATH + "?limit=3&cursor="
                                    + first.path("next_cursor").asString())
                    .json();
            assertThat(rest.path("has_more").asBoolean()).isFalse();
            assertThat(rest.path("next_cursor").isNull()).isTrue();
            assertThat(first.path("data").size() + rest.path("data").size()).isEqualTo(5);
            JsonNode count =
                    api.get(tenant.key(), PATH + "/count?status=success").json();
            assertThat(count.at("/data/count").asInt()).isEqualTo(5);
            assertThat(count.at("/data/more").asBoolean()).isFalse();
        }

        @Test
        void says_where_a_query_is_wrong_and_what_was_meant() {
            Answer answer = api.get(tenant.key(), PATH + "?query=" + encoded("task:a stauts:failed"));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo("invalid_query");
            assertThat(answer.json().at("/error/message").asString()).contains("character 8", "did you mean status:");
            assertThat(answer.json().at("/error/details/start/0").asString()).isEqualTo("7");
            assertThat(answer.json().at("/error/details/end/0").asString()).isEqualTo("13");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "stauts=failed | unknown_parameter",
                    "status=red | validation_error",
                    "status= | validation_error",
                    "task_id=abc | validation_error",
                    "run_id=1 | validation_error",
                    "code=99 | validation_error",
                    "from=soon | validation_error",
                    "from=1h,2h | validation_error",
                    "to=%2B999999999-01-01T00:00:00Z | validation_error",
                    "group=task | validation_error",
                    "cursor=abc | validation_error",
                    "cursor=AX%2F%2F | validation_error",
                    "q=%00 | validation_error",
                    "queue=%00 | validation_error",
                    "query=%00 | validation_error",
                    "query=a&query=b | validation_error",
                })
        void refuses_what_it_does_not_understand(String parameters, String code) {
            Answer answer = api.get(tenant.key(), PATH + "?" + parameters);
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"limit=0", "limit=-1", "limit=abc", "limit=100000", "from=1970-01-01", "to=9999-12-31"})
        void bears_odd_but_harmless_parameters(String parameters) {
            assertThat(ids(parameters)).isEmpty();
        }
    }

    @Nested
    class The_detail {
        @Test
        void shows_request_and_answer_with_secrets_masked() {
            Task task = given.task(
                    tenant.organizationId(), "a", "https://api.acme.test/hook", null, List.of(), "{\"n\":1}");
            UUID run = given.id();
            UUID first = given.attempt(task)
                    .ofRun(run, 1)
                    .due(given.now().minusSeconds(60))
                    .failed(503, "down")
                    .followedAt(given.now())
                    .request(List.of(
                            new Header("Authorization", "Bearer abc"),
                            new Header("X-Plain", "shown"),
                            new Header("webhook-signature", "v1,abc")))
                    .response(List.of(new Header("Set-Cookie", "a=b"), new Header("Server", "x")), "down\u0000 \u00e4")
                    .save();
            UUID second = given.attempt(task).ofRun(run, 2).save();

            JsonNode detail = api.get(tenant.key(), PATH + "/" + first).json().path("data");
            assertThat(detail.at("/execution/status").asString()).isEqualTo("failed");
            assertThat(detail.at("/request/body/text").asString()).isEqualTo("{\"n\":1}");
            assertThat(detail.at("/request/timeout_ms").asInt()).isEqualTo(30_000);
            assertThat(detail.at("/request/headers").toString())
                    .contains("shown", SecretHeaders.MASK)
                    .doesNotContain("abc");
            assertThat(detail.at("/request/headers/0/masked").asBoolean()).isTrue();
            assertThat(detail.at("/request/headers/1/masked").asBoolean()).isFalse();
            assertThat(detail.at("/response/status_code").asInt()).isEqualTo(503);
            assertThat(detail.at("/response/headers/0/value").asString()).isEqualTo(SecretHeaders.MASK);
            assertThat(detail.at("/response/body/text").asString()).isEqualTo("down\uFFFD ä");
            assertThat(detail.at("/response/body/bytes").asInt()).isEqualTo(8);
            assertThat(detail.at("/phases/dns_ms").asDouble()).isEqualTo(1.2);
            assertThat(detail.at("/phases/tls_ms").isNull()).isTrue();
            assertThat(detail.path("attempts")
                            .valueStream()
                            .map(row -> row.path("id").asString()))
                    .containsExactly(first.toString(), second.toString());
        }

        @Test
        void shows_what_would_be_sent_while_it_waits() {
            Task task = given.task(
                    tenant.organizationId(),
                    "a",
                    "https://api.acme.test/hook",
                    null,
                    List.of(new Header("X-Api-Key", "abc"), new Header("X-Trace", "t1")),
                    "hello");
            UUID waiting = given.waiting(task, given.now().plusSeconds(600));
            JsonNode detail = api.get(tenant.key(), PATH + "/" + waiting).json().path("data");
            assertThat(detail.at("/execution/status").asString()).isEqualTo("pending");
            assertThat(detail.at("/request/headers").toString())
                    .contains("t1", "X-Runlater-Execution-Id", waiting.toString())
                    .doesNotContain("abc");
            assertThat(detail.at("/request/body/text").asString()).isEqualTo("hello");
            assertThat(detail.path("response").isNull()).isTrue();
            assertThat(detail.path("phases").isNull()).isTrue();
        }

        @Test
        void of_another_organization_is_not_there() {
            UUID foreign = given.attempt(
                            given.task(accounts.newTenant().organizationId(), "a", "https://api.acme.test/hook", null))
                    .failed(500, "x")
                    .save();
            for (UUID id : List.of(foreign, given.id())) {
                assertThat(api.get(tenant.key(), PATH + "/" + id).status()).isEqualTo(404);
                assertThat(api.post(tenant.key(), PATH + "/" + id + "/retry", "{}")
                                .status())
                        .isEqualTo(404);
                assertThat(api.post(tenant.key(), PATH + "/" + id + "/cancel", "{}")
                                .status())
                        .isEqualTo(404);
            }
            assertThat(api.get(tenant.key(), PATH + "/abc").status()).isEqualTo(400);
        }
    }

    @Nested
    class Retry {
        @Test
        void makes_a_new_run_with_one_attempt_and_no_automatic_retries() {
            try (TestTarget target = TestTarget.start()) {
                target.on("/hook", eu.runlater.engine.testing.Answer.status(500));
                Task task = given.task(tenant.organizationId(), "a", target.url("/hook"), null);
                UUID failed = given.attempt(task).failed(500, "x").save();
                Answer answer = api.post(tenant.key(), PATH + "/" + failed + "/retry", "{\"reason\":\"ticket 4\",}");
                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
                String execution = answer.json().at("/data/execution_id").asString();
                assertThat(answer.json().at("/data/task_id").asString())
                        .isEqualTo(task.id().toString());
                target.awaitCalls("/hook", 1);
                await().untilAsserted(() -> {
                    JsonNode detail =
                            api.get(tenant.key(), PATH + "/" + execution).json().path("data");
                    assertThat(detail.at("/execution/status").asString()).isEqualTo("failed");
                    assertThat(detail.at("/execution/kind").asString()).isEqualTo("retry");
                    assertThat(detail.at("/execution/final_attempt").asBoolean())
                            .isTrue();
                    assertThat(detail.at("/execution/attempt").asInt()).isEqualTo(6);
                });
                JsonNode entry = api.get(tenant.key(), "/api/v1/audit").json().at("/data/0");
                assertThat(entry.path("action").asString()).isEqualTo("execution.retried");
                assertThat(entry.at("/resource/id").asString()).isEqualTo(failed.toString());
                assertThat(entry.path("reason").asString()).isEqualTo("ticket 4");
            }
        }

        @Test
        void with_an_idempotency_key_makes_one_run() {
            UUID failed = given.attempt(queued("a")).failed(500, "x").save();
            given.waiting(queued("blocks the queue"), given.now().minusSeconds(1));
            Map<String, String> key = Map.of("Idempotency-Key", "k1");
            Answer first = api.call("POST", tenant.key(), PATH + "/" + failed + "/retry", "{}", key);
            Answer second = api.call("POST", tenant.key(), PATH + "/" + failed + "/retry", "{}", key);
            assertThat(api.get(tenant.key(), "/api/v1/audit?action=execution.retried")
                            .json()
                            .path("data"))
                    .hasSize(1);
            assertThat(second.status()).isEqualTo(202);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(ids("kind=retry")).hasSize(1);
        }

        @Test
        void is_refused_for_what_did_not_end_badly() {
            Task task = queued("a");
            UUID success = given.attempt(task).save();
            UUID followed =
                    given.attempt(task).failed(500, "x").followedAt(given.now()).save();
            UUID waiting = given.waiting(task, given.now().minusSeconds(1));
            Task deleted = task("b");
            UUID ofDeleted = given.attempt(deleted).failed(500, "x").save();
            jdbc.sql("update once_task set deleted_at = app_now() where id = :id")
                    .param("id", deleted.id())
                    .update();
            for (UUID id : List.of(success, followed, waiting, ofDeleted)) {
                Answer answer = api.post(tenant.key(), PATH + "/" + id + "/retry", "{}");
                assertThat(answer.status()).as(answer.body()).isEqualTo(409);
                assertThat(answer.json().at("/error/code").asString()).isEqualTo("not_retryable");
            }
            String read = accounts.newKey(tenant.organizationId(), "read");
            assertThat(api.post(read, PATH + "/" + success + "/retry", "{}").status())
                    .isEqualTo(403);
        }

        @Test
        void refuses_a_field_it_does_not_know() {
            UUID failed = given.attempt(task("a")).failed(500, "x").save();
            Answer answer = api.post(tenant.key(), PATH + "/" + failed + "/retry", "{\"reson\":\"x\"}");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo("unknown_field");
        }
    }

    @Nested
    class Cancel {
        @Test
        void takes_a_waiting_run_back_and_records_it() {
            UUID waiting = given.waiting(task("a"), given.now().plusSeconds(600));
            Answer answer = api.post(tenant.key(), PATH + "/" + waiting + "/cancel", "{\"reason\":\"mistake\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().at("/data/status").asString()).isEqualTo("cancelled");
            assertThat(ids("status=cancelled")).containsExactly(waiting.toString());
            Answer again = api.post(tenant.key(), PATH + "/" + waiting + "/cancel", "");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().at("/error/code").asString()).isEqualTo("not_cancellable");
            JsonNode entries = api.get(tenant.key(), "/api/v1/audit").json().path("data");
            assertThat(entries).hasSize(1);
            assertThat(entries.at("/0/action").asString()).isEqualTo("execution.cancelled");
            assertThat(entries.at("/0/reason").asString()).isEqualTo("mistake");
        }

        @Test
        void lets_an_attempt_in_flight_end() {
            UUID running = given.running(task("a"), given.id(), 1, given.now());
            Answer answer = api.post(tenant.key(), PATH + "/" + running + "/cancel", "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/data/attempt_running").asBoolean()).isTrue();
            assertThat(ids("status=running")).containsExactly(running.toString());
        }
    }
}
