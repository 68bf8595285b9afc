package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§8 Tasks")
class Section08TasksTest extends Contract {
    Section08TasksTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    private TestApi.Answer create(String fields) {
        return post(TASKS, "{\"url\":\"https://example.com/hook\"" + fields + "}");
    }

    private JsonNode task(String id) {
        return data(get(TASKS + "/" + id), 200);
    }

    @Nested
    @DisplayName("8.1 create")
    class Create {
        @Test
        void without_timing_is_202_and_due_now() {
            Instant before = Instant.parse(task(waiting("")).path("inserted_at").asString());
            JsonNode accepted = data(create(""), 202);
            assertThat(accepted.propertyNames())
                    .contains("task_id", "execution_id", "run_id", "status", "scheduled_for");
            assertThat(accepted.path("status").asString()).isEqualTo("pending");
            assertThat(Duration.between(
                            before, Instant.parse(accepted.path("scheduled_for").asString())))
                    .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(20));
        }

        @Test
        void with_cron_is_201_with_the_task() {
            JsonNode task = data(create(",\"cron\":\"15 2 * * *\""), 201);
            assertThat(task.path("schedule_type").asString()).isEqualTo("cron");
            assertThat(task.path("cron_expression").asString()).isEqualTo("15 2 * * *");
            assertThat(task.path("next_run_at").asString()).contains("T02:15:00.000Z");
            assertThat(task.path("next_runs")).hasSize(5);
        }

        @Test
        void a_recurring_task_is_called_with_get_and_not_retried_unless_it_says_so() {
            JsonNode task = data(create(",\"cron\":\"15 2 * * *\""), 201);
            assertThat(task.path("method").asString()).isEqualTo("GET");
            assertThat(task.path("retry_attempts").asInt()).isZero();
        }

        @Test
        void a_one_time_task_is_called_with_post_and_retried_five_times_within_30_s_each() {
            JsonNode task = task(waiting(""));
            assertThat(task.path("method").asString()).isEqualTo("POST");
            assertThat(task.path("retry_attempts").asInt()).isEqualTo(5);
            assertThat(task.path("timeout_ms").asInt()).isEqualTo(30_000);
            assertThat(task.path("schedule_type").asString()).isEqualTo("once");
        }

        @Test
        void cron_comes_before_delay_and_delay_before_run_at() {
            assertThat(create(",\"cron\":\"0 3 * * *\"").status()).isEqualTo(201);
            Instant due = Instant.parse(data(create(",\"delay\":\"1h\",\"run_at\":\"2035-01-01T00:00:00Z\""), 202)
                    .path("scheduled_for")
                    .asString());
            assertThat(due).isBefore(Instant.parse("2035-01-01T00:00:00Z"));
        }

        @ParameterizedTest
        @CsvSource({"'\"30s\"', 30", "'\"5m\"', 300", "'\"2h\"', 7200", "'\"7d\"', 604800", "90, 90"})
        void a_delay_is_digits_and_a_unit_or_seconds(String delay, long seconds) {
            String id = data(create(",\"delay\":" + delay), 202).path("task_id").asString();
            JsonNode task = task(id);
            Duration ahead = Duration.between(
                    Instant.parse(task.path("inserted_at").asString()),
                    Instant.parse(task.path("scheduled_at").asString()));
            assertThat(ahead).isBetween(Duration.ofSeconds(seconds - 2), Duration.ofSeconds(seconds + 2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"30\"", "\"abc\"", "\"0s\"", "\"\"", "0", "-5", "1.5", "true", "[]", "{}", "\"1w\""})
        void any_other_delay_is_400(String delay) {
            assertRefused(create(",\"delay\":" + delay), 400, "invalid_delay", "delay");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "5", "true", "[]", "\"2030-01-01T00:00:00\""})
        void a_run_at_that_is_no_moment_is_400(String moment) {
            assertRefused(create(",\"run_at\":" + moment), 400, "invalid_run_at", "run_at");
        }

        @Test
        void a_run_at_long_past_is_422_on_scheduled_at() {
            assertRefused(create(",\"run_at\":\"2020-01-01T00:00:00Z\""), 422, "validation_error", "scheduled_at");
        }

        @Test
        void the_stored_names_are_taken_as_aliases() {
            assertThat(create(",\"cron_expression\":\"0 3 * * *\"").status()).isEqualTo(201);
            assertThat(data(create(",\"scheduled_at\":\"2030-01-01T00:00:00Z\""), 202)
                            .path("scheduled_for")
                            .asString())
                    .isEqualTo("2030-01-01T00:00:00.000Z");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "\"\"",
                    "5",
                    "\"example.com\"",
                    "\"ftp://example.com/\"",
                    "\"https:///path\"",
                    "\"https://user:secret@example.com/\"",
                    "\"http://localhost/\"",
                    "\"http://10.1.2.3/\"",
                    "\"http://169.254.169.254/latest\"",
                    "\"http://[::1]/\"",
                    "\"http://2130706433/\"",
                    "\"https://example.com:99999/\"",
                    "\"https://service.internal/\""
                })
        void a_url_that_may_not_be_called_is_422(String url) {
            assertRefused(post(TASKS, "{\"url\":" + url + "}"), 422, "validation_error", "url");
        }

        @Test
        void spaces_around_a_url_are_cut() {
            String id = data(post(TASKS, "{\"url\":\"  https://example.com/x  \",\"delay\":\"1h\"}"), 202)
                    .path("task_id")
                    .asString();
            assertThat(task(id).path("url").asString()).isEqualTo("https://example.com/x");
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
        void these_methods_are_taken(String method) {
            assertThat(task(waiting(",\"method\":\"" + method + "\""))
                            .path("method")
                            .asString())
                    .isEqualTo(method);
        }

        @ParameterizedTest
        @CsvSource({
            "method, '\"get\"'",
            "method, '\"TRACE\"'",
            "headers, '[]'",
            "headers, '{\"X-A\":1}'",
            "headers, '{\"bad name\":\"x\"}'",
            "headers, '{\"Host\":\"x\"}'",
            "headers, '{\"webhook-id\":\"x\"}'",
            "body, 5",
            "body, true",
            "timeout_ms, 999",
            "timeout_ms, 300001",
            "timeout_ms, '\"1000\"'",
            "retry_attempts, -1",
            "retry_attempts, 11",
            "priority, 10",
            "follow_redirects, 6",
            "expected_status_codes, 200",
            "expected_status_codes, '\"99\"'",
            "expected_status_codes, '\"20x\"'",
            "queue, 7",
            "name, []",
            "enabled, '\"yes\"'"
        })
        void a_field_of_the_wrong_kind_is_422_by_name(String field, String value) {
            assertRefused(create(",\"" + field + "\":" + value), 422, "validation_error", field);
        }

        @ParameterizedTest
        @ValueSource(strings = {"name", "queue"})
        void a_text_of_more_than_255_characters_is_422(String field) {
            assertRefused(create(",\"" + field + "\":\"" + "x".repeat(256) + "\""), 422, "validation_error", field);
        }

        @Test
        void a_body_of_more_than_256_kib_is_422() {
            assertRefused(create(",\"body\":\"" + "x".repeat(262_145) + "\""), 422, "validation_error", "body");
        }

        @Test
        void an_empty_body_is_none() {
            assertThat(task(waiting(",\"body\":\"\"")).path("body").isNull()).isTrue();
        }

        @Test
        void a_json_body_is_stored_compact_and_says_that_it_is_json() {
            try (TestTarget target = TestTarget.start()) {
                post(QUEUE, "{\"url\":\"" + target.url("/j") + "\",\"body\":{ \"a\" : [ 1, 2 ] }}");
                TestTarget.Call call = target.awaitCalls("/j", 1).getFirst();
                assertThat(call.text()).isEqualTo("{\"a\":[1,2]}");
                assertThat(call.header("Content-Type")).isEqualTo("application/json");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"* * * *", "* * * * * * *", "60 * * * *", "@reboot", "0 0 30 2 *", "", "x", "*/0 * * * *"})
        void a_cron_expression_that_cannot_fire_is_422(String cron) {
            assertThat(create(",\"cron\":\"" + cron + "\"").status()).isEqualTo(422);
        }

        @Test
        void the_default_name_of_a_one_time_task_is_its_url_and_moment() {
            String id = data(create(",\"run_at\":\"2030-05-04T09:30:00Z\""), 202)
                    .path("task_id")
                    .asString();
            assertThat(task(id).path("name").asString()).isEqualTo("https://example.com/hook · 04 May, 09:30");
        }

        @Test
        void the_default_name_of_a_recurring_task_says_cron_and_its_url() {
            assertThat(data(create(",\"cron\":\"0 3 * * *\""), 201).path("name").asString())
                    .isEqualTo("Cron: https://example.com/hook");
        }
    }

    @Nested
    @DisplayName("8.2–8.4 object, list, get")
    class Reading {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "id",
                    "name",
                    "url",
                    "method",
                    "headers",
                    "body",
                    "schedule_type",
                    "cron_expression",
                    "scheduled_at",
                    "enabled",
                    "timeout_ms",
                    "retry_attempts",
                    "expected_status_codes",
                    "expected_body_pattern",
                    "queue",
                    "next_run_at",
                    "inserted_at",
                    "updated_at",
                    "version"
                })
        void the_object_has(String field) {
            assertThat(task(waiting("")).has(field)).isTrue();
        }

        @Test
        void a_one_time_task_has_no_next_run_for_its_run_exists_already() {
            assertThat(task(waiting("")).path("next_run_at").isNull()).isTrue();
        }

        @Test
        void the_list_can_be_of_one_queue_or_of_none() {
            String mail = waiting(",\"queue\":\"mail\"");
            String free = waiting("");
            assertThat(get(TASKS + "?queue=mail").json().at("/data/0/id").asString())
                    .isEqualTo(mail);
            assertThat(get(TASKS + "?queue=none").json().at("/data/0/id").asString())
                    .isEqualTo(free);
            assertThat(get(TASKS + "?queue=other").json().path("data")).isEmpty();
        }

        @Test
        void a_deleted_task_never_appears() {
            delete(TASKS + "/" + waiting(""));
            assertThat(get(TASKS).json().path("data")).isEmpty();
        }
    }

    @Nested
    @DisplayName("8.5 update")
    class Update {
        @Test
        void disabling_takes_the_next_run_away_and_enabling_plans_the_next_future_one() {
            String id = recurring("");
            assertThat(data(put(TASKS + "/" + id, "{\"enabled\":false}"), 200)
                            .path("next_run_at")
                            .isNull())
                    .isTrue();
            assertThat(data(put(TASKS + "/" + id, "{\"enabled\":true}"), 200)
                            .path("next_run_at")
                            .asString())
                    .contains("T03:00:00.000Z");
        }

        @Test
        void a_changed_expression_plans_anew() {
            String id = recurring("");
            assertThat(data(put(TASKS + "/" + id, "{\"cron_expression\":\"30 4 * * *\"}"), 200)
                            .path("next_run_at")
                            .asString())
                    .contains("T04:30:00.000Z");
            assertThat(data(put(TASKS + "/" + id, "{\"cron\":\"30 5 * * *\"}"), 200)
                            .path("next_run_at")
                            .asString())
                    .contains("T05:30:00.000Z");
        }

        @Test
        void another_field_leaves_the_schedule_alone() {
            String id = recurring("");
            String next = task(id).path("next_run_at").asString();
            assertThat(data(put(TASKS + "/" + id, "{\"name\":\"other\"}"), 200)
                            .path("next_run_at")
                            .asString())
                    .isEqualTo(next);
        }

        @Test
        void an_empty_name_becomes_the_host() {
            String id = recurring(",\"name\":\"x\"");
            assertThat(data(put(TASKS + "/" + id, "{\"name\":\"\"}"), 200)
                            .path("name")
                            .asString())
                    .isEqualTo("example.com");
        }

        @Test
        void moving_a_waiting_task_moves_its_one_run() {
            String id = waiting("");
            put(TASKS + "/" + id, "{\"scheduled_at\":\"2030-01-01T00:00:00Z\"}");
            JsonNode runs = get(TASKS + "/" + id + "/executions").json().path("data");
            assertThat(runs).hasSize(1);
            assertThat(runs.at("/0/scheduled_for").asString()).isEqualTo("2030-01-01T00:00:00.000Z");
        }

        @Test
        void what_is_called_is_read_when_it_is_called() {
            try (TestTarget target = TestTarget.start()) {
                String id = waiting("");
                put(TASKS + "/" + id, "{\"url\":\"" + target.url("/new") + "\"}");
                post(TASKS + "/" + id + "/trigger", "");
                target.awaitCalls("/new", 1);
            }
        }

        @Test
        void an_edit_of_an_older_version_is_409_with_the_current_task() {
            String id = recurring("");
            int version = task(id).path("version").asInt();
            put(TASKS + "/" + id, "{\"name\":\"theirs\",\"version\":" + version + "}");
            TestApi.Answer late = put(TASKS + "/" + id, "{\"name\":\"mine\",\"version\":" + version + "}");
            assertRefused(late, 409, "version_conflict", "version");
            assertThat(late.json().at("/error/current/name").asString()).isEqualTo("theirs");
            assertThat(task(id).path("name").asString()).isEqualTo("theirs");
        }

        @Test
        void of_an_unknown_task_is_404() {
            assertRefused(put(TASKS + "/" + NOBODY, "{\"name\":\"x\"}"), 404, "not_found", null);
        }

        @ParameterizedTest
        @CsvSource({"timeout_ms, 5", "method, '\"x\"'", "url, '\"http://10.0.0.1/\"'", "cron, '\"99 * * * *\"'"})
        void is_checked_as_on_create_and_changes_nothing_when_refused(String field, String value) {
            String id = recurring("");
            JsonNode before = task(id);
            assertThat(put(TASKS + "/" + id, "{\"name\":\"new\",\"" + field + "\":" + value + "}")
                            .status())
                    .isEqualTo(422);
            assertThat(task(id)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("8.6–8.8 delete, trigger, executions")
    class Others {
        @ParameterizedTest
        @ValueSource(strings = {"2h", "400d", "3000d"})
        void a_run_that_was_taken_back_ends_now_however_late_it_was_due(String delay) {
            JsonNode accepted =
                    data(post(TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"" + delay + "\"}"), 202);
            assertThat(delete(TASKS + "/" + accepted.path("task_id").asString()).status())
                    .isEqualTo(204);
            JsonNode execution = data(
                            get("/api/v1/executions/"
                                    + accepted.path("execution_id").asString()),
                            200)
                    .path("execution");
            assertThat(execution.path("status").asString()).isEqualTo("cancelled");
            assertThat(Instant.parse(execution.path("finished_at").asString()))
                    .isBefore(Instant.now().plusSeconds(60));
        }

        @Test
        void delete_is_204_without_a_body() {
            TestApi.Answer answer = delete(TASKS + "/" + waiting(""));
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }

        @Test
        void trigger_is_202_and_makes_one_more_run() {
            String id = waiting("");
            JsonNode accepted = data(post(TASKS + "/" + id + "/trigger", "whatever"), 202);
            assertThat(accepted.propertyNames()).contains("execution_id", "status", "scheduled_for");
            // Runs, not attempts: the one for now may have failed and be waiting for its next already.
            assertThat(get(TASKS + "/" + id + "/executions").json().path("data").findValuesAsString("run_id").stream()
                            .distinct())
                    .hasSize(2);
        }

        @Test
        void trigger_works_on_a_disabled_task() {
            String id = recurring(",\"enabled\":false");
            data(post(TASKS + "/" + id + "/trigger", ""), 202);
            assertThat(task(id).path("enabled").asBoolean()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "id",
                    "run_id",
                    "status",
                    "scheduled_for",
                    "started_at",
                    "finished_at",
                    "status_code",
                    "duration_ms",
                    "error_message",
                    "attempt"
                })
        void an_execution_has(String field) {
            assertThat(get(TASKS + "/" + waiting("") + "/executions")
                            .json()
                            .at("/data/0")
                            .has(field))
                    .isTrue();
        }

        @Test
        void an_execution_does_not_carry_the_response_body() {
            assertThat(get(TASKS + "/" + waiting("") + "/executions")
                            .json()
                            .at("/data/0")
                            .has("response_body"))
                    .isFalse();
        }
    }
}
