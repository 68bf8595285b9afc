package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `POST /tasks/:id/clone`, and what is recorded about tasks.
@EngineTest
class CloneTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final Tenant tenant;

    CloneTest(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
        this.tenant = accounts.newTenant();
    }

    private JsonNode made(String json) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks", json);
        assertThat(answer.status()).as(answer.body()).isIn(201, 202);
        return answer.json().path("data");
    }

    private TestApi.Answer clone(String id, String json) {
        return api.post(tenant.key(), "/api/v1/tasks/" + id + "/clone", json);
    }

    private JsonNode task(String id) {
        return api.get(tenant.key(), "/api/v1/tasks/" + id).json().path("data");
    }

    @Test
    void a_recurring_task_is_cloned_whole_and_enabled() {
        JsonNode original = made("""
                {"name": "Nightly", "url": "https://example.com/x", "every": "15m", "enabled": false, "method": "PUT",
                 "headers": {"X-A": "b"}, "body": {"a": [1, 2]}, "overlap": "skip", "queue": "q", "priority": 3,
                 "retry_backoff": {"type": "fixed", "base": "5s"}, "expected_status_codes": "200", "subject": "s"}""");

        TestApi.Answer answer = clone(original.path("id").asString(), "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        JsonNode copy = answer.json().path("data");
        assertThat(copy.path("name").asString()).isEqualTo("Nightly (copy)");
        assertThat(copy.path("enabled").asBoolean()).isTrue();
        assertThat(copy.path("next_run_at").isNull()).isFalse();
        assertThat(copy.path("id")).isNotEqualTo(original.path("id"));
        for (String same : List.of(
                "url",
                "method",
                "headers",
                "body",
                "every",
                "overlap",
                "queue",
                "priority",
                "retry_backoff",
                "expected_status_codes",
                "subject",
                "timezone")) {
            assertThat(copy.path(same)).as(same).isEqualTo(original.path(same));
        }
    }

    @Test
    void a_one_time_task_whose_moment_has_passed_is_for_an_hour_from_now() {
        try (TestTarget target = TestTarget.start()) {
            String id = made("{\"url\": \"%s\", \"name\": \"Once\"}".formatted(target.url("/hook")))
                    .path("task_id")
                    .asString();
            target.awaitCalls("/hook", 1);
            Instant before = Instant.now();

            TestApi.Answer answer = clone(id, "{\"name\": \"Again\"}");

            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            Instant due = Instant.parse(answer.json().at("/data/scheduled_for").asString());
            assertThat(due).isBetween(before.plus(Duration.ofMinutes(59)), before.plus(Duration.ofMinutes(61)));
            assertThat(task(answer.json().at("/data/task_id").asString())
                            .path("name")
                            .asString())
                    .isEqualTo("Again");
            assertThat(target.calls("/hook")).hasSize(1);
        }
    }

    @Test
    void one_that_is_still_to_come_keeps_its_moment() {
        JsonNode first = made("{\"url\": \"https://example.com/\", \"run_at\": \"2031-05-04T09:30:00Z\"}");

        JsonNode copy = clone(first.path("task_id").asString(), "{}").json().path("data");

        assertThat(copy.path("scheduled_for").asString()).isEqualTo("2031-05-04T09:30:00.000Z");
    }

    @Test
    void a_long_name_is_shortened_to_make_room() {
        String id = made("{\"url\": \"https://example.com/\", \"cron\": \"0 3 * * *\", \"name\": \"%s\"}"
                        .formatted("n".repeat(255)))
                .path("id")
                .asString();

        String name = clone(id, "").json().at("/data/name").asString();

        assertThat(name).hasSize(255).endsWith("n (copy)");
    }

    @Test
    void a_repeat_with_the_same_idempotency_key_makes_no_second_one() {
        String id = made("{\"url\": \"https://example.com/\", \"cron\": \"0 3 * * *\"}")
                .path("id")
                .asString();
        Map<String, String> key = Map.of("Idempotency-Key", "c1");

        TestApi.Answer first = api.call("POST", tenant.key(), "/api/v1/tasks/" + id + "/clone", "{}", key);
        TestApi.Answer again = api.call("POST", tenant.key(), "/api/v1/tasks/" + id + "/clone", "{}", key);
        TestApi.Answer other =
                api.call("POST", tenant.key(), "/api/v1/tasks/" + id + "/clone", "{\"name\":\"x\"}", key);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.json().at("/error/code").asString()).isEqualTo("idempotency_mismatch");
    }

    @Test
    void what_cannot_be_cloned_is_refused() {
        String id = made("{\"url\": \"https://example.com/\", \"cron\": \"0 3 * * *\"}")
                .path("id")
                .asString();
        Tenant other = accounts.newTenant();
        String path = "/api/v1/tasks/" + id + "/clone";

        assertThat(api.post(other.key(), path, "{}").status()).isEqualTo(404);
        assertThat(clone("0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90", "{}").status()).isEqualTo(404);
        assertThat(clone("nonsense", "{}").status()).isEqualTo(400);
        assertThat(clone(id, "{\"name\": 7}").status()).isEqualTo(422);
        assertThat(clone(id, "{\"nam\": \"x\"}").json().at("/error/code").asString())
                .isEqualTo("unknown_field");
        assertThat(clone(id, "{\"name\": \"%s\"}".formatted("n".repeat(256))).status())
                .isEqualTo(422);
        assertThat(api.post(accounts.newKey(tenant.organizationId(), "enqueue"), path, "{}")
                        .status())
                .isEqualTo(403);
        assertThat(api.post(accounts.newKey(tenant.organizationId(), "read"), path, "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void changes_of_recurring_tasks_are_on_record_without_their_payload() {
        String id = made("""
                {"name": "Nightly", "url": "https://example.com/", "cron": "0 3 * * *",
                 "headers": {"Authorization": "old-s3cret"}}""").path("id").asString();
        String path = "/api/v1/tasks/" + id;
        api.call(
                "PATCH",
                tenant.key(),
                path,
                "{\"cron\": \"0 4 * * *\", \"headers\": {\"Authorization\": \"new-s3cret\"}, \"reason\": \"moved\"}",
                Map.of());
        api.call("PATCH", tenant.key(), path, "{\"enabled\": false}", Map.of());
        api.call("PATCH", tenant.key(), path, "{\"enabled\": false}", Map.of());
        api.post(tenant.key(), path + "/trigger", "");
        api.delete(tenant.key(), path);
        api.post(tenant.key(), "/api/v1/queues/q/pause", "{\"reason\": \"night\"}");
        api.call("PATCH", tenant.key(), "/api/v1/queues/q", "{\"concurrency\": 4}", Map.of());

        TestApi.Answer audit = api.get(tenant.key(), "/api/v1/audit");

        assertThat(audit.json()
                        .path("data")
                        .valueStream()
                        .map(entry -> entry.path("action").asString())
                        .toList())
                .containsExactly(
                        "queue.updated",
                        "queue.paused",
                        "task.deleted",
                        "execution.triggered",
                        "task.disabled",
                        "task.updated",
                        "task.created");
        assertThat(audit.body()).contains("0 4 * * *", "moved", "night").doesNotContain("s3cret");
    }

    @Test
    void an_edit_that_leaves_the_schedule_alone_does_not_start_it_anew() {
        JsonNode made = made("{\"url\": \"https://example.com/\", \"every\": \"7m\"}");
        String path = "/api/v1/tasks/" + made.path("id").asString();

        JsonNode edited = api.call("PATCH", tenant.key(), path, "{\"every\": \"7m\", \"name\": \"x\"}", Map.of())
                .json()
                .path("data");

        assertThat(edited.path("next_run_at")).isEqualTo(made.path("next_run_at"));
    }
}
