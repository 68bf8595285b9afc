package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// `POST /queue` and `POST /tasks` as a client sees them.
@EngineTest
class CreateTaskTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private Tenant tenant;

    CreateTaskTest(TestAccounts accounts, TestApi api, JdbcClient jdbc, InstantSource clock) {
        this.accounts = accounts;
        this.api = api;
        this.jdbc = jdbc;
        this.clock = clock;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void ownTenant() {
        tenant = accounts.newTenant();
    }

    private TestApi.Answer create(String json) {
        return api.post(tenant.key(), "/api/v1/tasks", json);
    }

    private JsonNode stored(TestApi.Answer accepted) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        String id = accepted.json().at("/data/task_id").asString();
        return api.get(tenant.key(), "/api/v1/tasks/" + id).json().get("data");
    }

    private void assertNothingStored() {
        int rows = jdbc.sql("""
                        select (select count(*) from once_task where organization_id = :organization)
                             + (select count(*) from run where organization_id = :organization)
                             + (select count(*) from execution where organization_id = :organization)
                        """)
                .param("organization", tenant.organizationId())
                .query(Integer.class)
                .single();
        assertThat(rows).isZero();
    }

    @Nested
    class The_first_call {
        @Test
        void of_the_blog_works_verbatim_with_its_trailing_comma() {
            try (TestTarget target = TestTarget.start()) {
                TestApi.Answer answer = api.call(
                        "POST",
                        tenant.key(),
                        "/api/v1/queue",
                        """
                        {
                            "url": "%s",
                            "method": "POST",
                            "body": "{\\"user_id\\": 42}",
                          }
                        """.formatted(target.url("/notify")),
                        Map.of("Content-Type", "application/json"));

                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
                target.awaitCalls("/notify", 1);
            }
        }

        @Test
        void is_read_as_json_whatever_its_content_type_says() {
            for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data")) {
                TestApi.Answer answer = api.call(
                        "POST",
                        tenant.key(),
                        "/api/v1/tasks",
                        "{\"url\": \"https://example.com/\", \"delay\": \"1h\"}",
                        Map.of("Content-Type", type));

                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            }
        }

        @Test
        void is_answered_with_everything_needed_to_follow_it() {
            TestApi.Answer answer = create("{\"url\": \"https://example.com/hook\", \"delay\": \"1h\"}");

            JsonNode data = answer.json().get("data");
            assertThat(UUID.fromString(data.get("task_id").asString()).version())
                    .isEqualTo(7);
            assertThat(UUID.fromString(data.get("execution_id").asString()).version())
                    .isEqualTo(7);
            assertThat(UUID.fromString(data.get("run_id").asString()).version()).isEqualTo(7);
            assertThat(data.get("status").asString()).isEqualTo("pending");
            assertThat(data.get("scheduled_for").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(answer.json().get("message").asString()).isNotEmpty();
            assertThat(answer.header("Location"))
                    .isEqualTo("/api/v1/tasks/" + data.get("task_id").asString());
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Type")).startsWith("application/json");
        }

        @Test
        void through_queue_is_due_now_whatever_its_timing_says() {
            try (TestTarget target = TestTarget.start()) {
                TestApi.Answer answer = api.post(
                        tenant.key(),
                        "/api/v1/queue",
                        "{\"url\": \"%s\", \"delay\": \"nonsense\", \"cron\": 5, \"run_at\": \"2099-01-01\"}"
                                .formatted(target.url("/now")));

                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
                target.awaitCalls("/now", 1);
            }
        }
    }

    @Nested
    class A_stored_task {
        @Test
        void has_the_documented_defaults() {
            JsonNode task = stored(
                    create("{\"url\": \" https://Example.com/hook \", \"run_at\": \"2031-05-04T09:30:00+02:00\"}"));

            assertThat(task.get("url").asString()).isEqualTo("https://example.com/hook");
            assertThat(task.get("name").asString()).isEqualTo("https://example.com/hook · 04 May, 07:30");
            assertThat(task.get("method").asString()).isEqualTo("POST");
            assertThat(task.get("headers").isEmpty()).isTrue();
            assertThat(task.get("body").isNull()).isTrue();
            assertThat(task.get("schedule_type").asString()).isEqualTo("once");
            assertThat(task.get("scheduled_at").asString()).isEqualTo("2031-05-04T07:30:00.000Z");
            assertThat(task.get("enabled").asBoolean()).isTrue();
            assertThat(task.get("timeout_ms").asInt()).isEqualTo(30_000);
            assertThat(task.get("retry_attempts").asInt()).isEqualTo(5);
            assertThat(task.get("priority").asInt()).isEqualTo(5);
            assertThat(task.get("follow_redirects").asInt()).isZero();
            assertThat(task.get("on_interruption").asString()).isEqualTo("retry");
            assertThat(task.get("next_run_at").isNull()).isTrue();
            assertThat(task.get("version").asInt()).isEqualTo(1);
        }

        @Test
        void keeps_every_field_that_was_set() {
            JsonNode task = stored(create("""
                            {"task": {"url": "https://example.com/a?b=c", "name": "Nightly ü", "method": "PUT", "delay": 3600,
                             "headers": {"Authorization": "Bearer t", "X-B": " two "}, "body": "{\\"a\\":1}", "queue": "mail",
                             "priority": 0, "timeout_ms": 1000, "retry_attempts": 10,
                             "retry_backoff": {"type": "list", "delays": ["10s", "1m"]},
                             "expected_status_codes": "200, 201", "expected_body_pattern": "ok", "follow_redirects": 5,
                             "on_interruption": "fail", "subject": "person-7", "schedule_type": "once",
                             "callback_url": null, "enabled": false}}
                            """));

            assertThat(task.get("name").asString()).isEqualTo("Nightly ü");
            assertThat(task.get("method").asString()).isEqualTo("PUT");
            assertThat(task.at("/headers/Authorization").asString()).isEqualTo("Bearer t");
            assertThat(task.at("/headers/X-B").asString()).isEqualTo("two");
            assertThat(task.get("body").asString()).isEqualTo("{\"a\":1}");
            assertThat(task.get("queue").asString()).isEqualTo("mail");
            assertThat(task.get("priority").asInt()).isZero();
            assertThat(task.get("timeout_ms").asInt()).isEqualTo(1_000);
            assertThat(task.get("retry_attempts").asInt()).isEqualTo(10);
            assertThat(task.at("/retry_backoff/delays/1").asString()).isEqualTo("1m");
            assertThat(task.get("expected_status_codes").asString()).isEqualTo("200, 201");
            assertThat(task.get("expected_body_pattern").asString()).isEqualTo("ok");
            assertThat(task.get("follow_redirects").asInt()).isEqualTo(5);
            assertThat(task.get("on_interruption").asString()).isEqualTo("fail");
            assertThat(task.get("subject").asString()).isEqualTo("person-7");
            assertThat(task.get("enabled").asBoolean()).isTrue();
        }

        @Test
        void keeps_a_json_body_as_its_compact_text_and_says_so_in_its_headers() {
            JsonNode task = stored(
                    create(
                            "{\"url\": \"https://example.com/\", \"delay\": \"1h\", \"body\": { \"a\" : [ 1.50, \"x y\" ], }}"));

            assertThat(task.get("body").asString()).isEqualTo("{\"a\":[1.50,\"x y\"]}");
            assertThat(task.at("/headers/Content-Type").asString()).isEqualTo("application/json");
        }

        @Test
        void keeps_the_content_type_it_was_given() {
            JsonNode task = stored(create("{\"url\": \"https://example.com/\", \"delay\": \"1h\", \"body\": [1],"
                    + " \"headers\": {\"content-type\": \"application/vnd.x+json\"}}"));

            assertThat(task.get("headers").size()).isEqualTo(1);
        }

        @Test
        void without_a_body_worth_sending_has_none() {
            JsonNode task = stored(create("{\"url\": \"https://example.com/\", \"delay\": \"1h\", \"body\": \"\"}"));

            assertThat(task.get("body").isNull()).isTrue();
        }

        @Test
        void planned_slightly_in_the_past_runs_at_once() {
            try (TestTarget target = TestTarget.start()) {
                Instant past = clock.instant().minusSeconds(120);
                create("{\"url\": \"%s\", \"run_at\": \"%s\"}".formatted(target.url("/past"), past));

                target.awaitCalls("/past", 1);
            }
        }
    }

    @Nested
    class Bad_input {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"url\": \"https://example.com/\" | 400 | bad_request | line 1",
                    "'' | 400 | bad_request | empty",
                    "[] | 400 | bad_request | JSON object",
                    "{\"url\": \"https://example.com/\", \"ulr\": 1} | 422 | unknown_field | did you mean \"url\"?",
                    "{\"url\": \"https://example.com/\", \"organization_id\": 1} | 422 | unknown_field | organization_id",
                    "{\"url\": \"https://example.com/\", \"notify_on_failure\": true} | 422 | not_supported | notify_on_failure",
                    "{\"url\": \"https://example.com/\", \"delay\": \"30\"} | 400 | invalid_delay | 30s",
                    "{\"url\": \"https://example.com/\", \"delay\": \"99999d\"} | 400 | invalid_delay | ten years",
                    "{\"url\": \"https://example.com/\", \"run_at\": \"2031-01-01T00:00:00\"} | 400 | invalid_run_at | offset"
                })
        void is_refused_by_code_and_says_what_to_do(String json, int status, String code, String hint) {
            TestApi.Answer answer = create(json);

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo(code);
            assertThat(answer.json().at("/error/message").asString()).contains(hint);
            assertNothingStored();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "url | 5",
                    "url | \"ftp://example.com/\"",
                    "url | \"javascript:alert(1)\"",
                    "url | \"https://\"",
                    "url | \"\"",
                    "url | null",
                    "url | \"http://10.0.0.1/\"",
                    "url | \"http://169.254.169.254/latest\"",
                    "url | \"http://[::1]:80/\"",
                    "url | \"http://2130706433/\"",
                    "url | \"http://db.internal/\"",
                    "url | \"https://user:pass@example.com/\"",
                    "url | \"https://example.com:25/\"",
                    "name | 5",
                    "name | \"a\\u0000b\"",
                    "name | \"\\ud800\"",
                    "method | \"post\"",
                    "method | \"TRACE\"",
                    "headers | \"X: y\"",
                    "headers | []",
                    "headers | {\"X-Number\": 5}",
                    "headers | {\"X-A\": \"one\\r\\nX-Evil: two\"}",
                    "headers | {\"X-A\\r\\nX-Evil\": \"one\"}",
                    "headers | {\"X-A:\": \"one\"}",
                    "headers | {\"Host\": \"example.com\"}",
                    "headers | {\"Content-Length\": \"5\"}",
                    "headers | {\"X-A\": \"1\", \"x-a\": \"2\"}",
                    "headers | {\"webhook-signature\": \"x\"}",
                    "body | 5",
                    "body | true",
                    "body | \"a\\u0000b\"",
                    "queue | 5",
                    "priority | 10",
                    "priority | \"high\"",
                    "timeout_ms | 999",
                    "timeout_ms | 300001",
                    "timeout_ms | \"30000\"",
                    "retry_attempts | 11",
                    "retry_attempts | -1",
                    "retry_attempts | 1.5",
                    "expected_status_codes | 200",
                    "expected_status_codes | \"200,abc\"",
                    "expected_body_pattern | {}",
                    "follow_redirects | 6",
                    "on_interruption | \"maybe\"",
                    "subject | []",
                    "schedule_type | \"weekly\"",
                    "enabled | \"yes\"",
                    "retry_backoff | \"30s\"",
                    "retry_backoff.type | {\"type\": \"random\"}",
                    "retry_backoff.base | {\"type\": \"fixed\"}",
                    "retry_backoff.delays | {\"type\": \"list\", \"delays\": [5]}",
                    "retry_backoff.jitter | {\"type\": \"fixed\", \"base\": \"5s\", \"jitter\": 2}",
                    "scheduled_at | \"2020-01-01T00:00:00Z\""
                })
        void in_a_field_is_refused_on_that_field(String field, String value) {
            String sent = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
            String address = sent.equals("url") ? "" : "\"url\": \"https://example.com/\", ";

            TestApi.Answer answer = create("{" + address + "\"" + sent + "\": " + value + "}");

            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo("validation_error");
            assertThat(answer.json().at("/error/details").has(field))
                    .as(answer.body())
                    .isTrue();
            assertThat(answer.json().at("/error/message").asString()).startsWith(field + ": ");
            assertNothingStored();
        }

        @Test
        void in_several_fields_is_reported_at_once() {
            JsonNode details = create("{\"method\": \"get\", \"timeout_ms\": 1, \"priority\": 99}")
                    .json()
                    .at("/error/details");

            assertThat(details.propertyNames()).containsExactlyInAnyOrder("url", "method", "timeout_ms", "priority");
        }

        @Test
        void that_names_a_private_target_says_how_an_operator_opens_it() {
            assertThat(create("{\"url\": \"http://192.168.1.5/hook\"}").body()).contains("RUNLATER_EGRESS_ALLOW");
        }

        @Test
        void with_a_body_over_256_KiB_is_refused_on_the_body() {
            TestApi.Answer answer =
                    create("{\"url\": \"https://example.com/\", \"body\": \"" + "ü".repeat(131_073) + "\"}");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().at("/error/details").has("body")).isTrue();
            assertNothingStored();
        }

        @ParameterizedTest
        @ValueSource(ints = {1_048_577, 5_000_000})
        void over_1_MiB_is_too_large(int size) {
            TestApi.Answer answer =
                    create("{\"url\": \"https://example.com/\", \"body\": \"" + "x".repeat(size) + "\"}");

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo("too_large");
            assertNothingStored();
        }
    }

    @Nested
    class A_body_of_exactly {
        @Test
        void _256_KiB_is_accepted() {
            String body = "x".repeat(262_144);

            JsonNode task = stored(
                    create("{\"url\": \"https://example.com/\", \"delay\": \"1h\", \"body\": \"" + body + "\"}"));

            assertThat(task.get("body").asString()).isEqualTo(body);
        }
    }
}
