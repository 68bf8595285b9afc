package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Listing, showing, triggering and deleting tasks, as a client sees it.
@EngineTest
class TaskRoutesTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private Tenant tenant;

    TaskRoutesTest(TestAccounts accounts, TestApi api, TestTime time, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.jdbc = jdbc;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void ownTenant() {
        tenant = accounts.newTenant();
    }

    private String task(String fields) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks", "{" + fields + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().at("/data/task_id").asString();
    }

    private String waiting() {
        return task("\"url\": \"https://example.com/\", \"delay\": \"1h\"");
    }

    private String waitingIn(String queue) {
        return task("\"url\": \"https://example.com/\", \"delay\": \"1h\", \"queue\": \"" + queue + "\"");
    }

    /// A task that has run; returns when its execution is on record.
    private String done(TestTarget target) {
        String id = task("\"url\": \"" + target.url("/done") + "\"");
        awaitStatus(id, "success");
        return id;
    }

    private void awaitStatus(String id, String status) {
        Awaitility.await()
                .until(() -> executions(id).path(0).path("status").asString("").equals(status));
    }

    private JsonNode executions(String id) {
        return api.get(tenant.key(), "/api/v1/tasks/" + id + "/executions")
                .json()
                .get("data");
    }

    private String recorded(String id) {
        return jdbc.sql("""
                        select coalesce(string_agg(status || case when final then ', final' else '' end, '; '), '')
                          from execution where task_id = :id
                        """)
                .param("id", UUID.fromString(id))
                .query(String.class)
                .single();
    }

    private TestApi.Answer list(String query) {
        TestApi.Answer answer = api.get(tenant.key(), "/api/v1/tasks" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<String> ids(TestApi.Answer list) {
        List<String> ids = new ArrayList<>();
        list.json().get("data").forEach(task -> ids.add(task.get("id").asString()));
        return ids;
    }

    @Nested
    class The_list {
        @Test
        void has_the_newest_execution_first_and_then_what_has_not_run_newest_first() {
            try (TestTarget target = TestTarget.start()) {
                String waitingOld = waiting();
                String first = done(target);
                String second = done(target);
                String waitingNew = waiting();
                api.post(tenant.key(), "/api/v1/tasks/" + first + "/trigger", "");
                Awaitility.await()
                        .until(() -> executions(first).size() == 2
                                && executions(first)
                                        .path(0)
                                        .path("status")
                                        .asString("")
                                        .equals("success"));

                assertThat(ids(list(""))).containsExactly(first, second, waitingNew, waitingOld);
            }
        }

        @Test
        void pages_by_offset_across_both_parts_and_says_what_took_effect() {
            try (TestTarget target = TestTarget.start()) {
                String d = waiting();
                String c = waiting();
                String b = done(target);
                String a = done(target);

                TestApi.Answer page = list("?limit=2&offset=1");
                assertThat(ids(page)).containsExactly(b, c);
                assertThat(page.json().get("has_more").asBoolean()).isTrue();
                assertThat(page.json().get("limit").asInt()).isEqualTo(2);
                assertThat(page.json().get("offset").asInt()).isEqualTo(1);
                assertThat(ids(list("?limit=2&offset=3"))).containsExactly(d);
                assertThat(list("?limit=2&offset=3").json().get("has_more").asBoolean())
                        .isFalse();
                assertThat(ids(list("?limit=1&offset=4"))).isEmpty();
                assertThat(ids(list("?limit=4"))).containsExactly(a, b, c, d);
                assertThat(list("?limit=4").json().get("has_more").asBoolean()).isFalse();
            }
        }

        @Test
        void pages_by_cursor_to_the_end() {
            try (TestTarget target = TestTarget.start()) {
                String d = waiting();
                String c = waiting();
                String b = done(target);
                String a = done(target);

                List<String> seen = new ArrayList<>();
                String cursor = "";
                while (true) {
                    TestApi.Answer page = list("?limit=1&cursor=" + cursor);
                    seen.addAll(ids(page));
                    if (!page.json().get("has_more").asBoolean()) {
                        assertThat(page.json().get("next_cursor").isNull()).isTrue();
                        break;
                    }
                    cursor = page.json().get("next_cursor").asString();
                }
                assertThat(seen).containsExactly(a, b, c, d);
            }
        }

        @Test
        void can_be_of_one_queue_or_of_none() {
            String mail = waitingIn("mail");
            String none = waitingIn("none");
            String plain = waiting();

            assertThat(ids(list("?queue=mail"))).containsExactly(mail);
            assertThat(ids(list("?queue=none"))).containsExactly(plain);
            assertThat(ids(list("?queue=unknown"))).isEmpty();
            assertThat(ids(list("?queue="))).containsExactly(plain, none, mail);
        }

        @Test
        void takes_a_bad_limit_or_offset_as_not_given() {
            assertThat(list("?limit=abc&offset=-5").json().get("limit").asInt()).isEqualTo(50);
            assertThat(list("?limit=1000").json().get("limit").asInt()).isEqualTo(100);
            assertThat(list("?limit=0&offset=x").json().get("offset").asInt()).isZero();
        }

        @Test
        void refuses_a_made_up_cursor() {
            assertThat(api.get(tenant.key(), "/api/v1/tasks?cursor=abc").status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class A_trigger {
        @Test
        void makes_one_more_run_of_a_finished_task() {
            try (TestTarget target = TestTarget.start()) {
                String id = done(target);

                TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks/" + id + "/trigger", "ignored");

                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
                assertThat(answer.json().at("/data/task_id").asString()).isEqualTo(id);
                assertThat(answer.json().at("/data/status").asString()).isEqualTo("pending");
                target.awaitCalls("/done", 2);
                Awaitility.await().until(() -> executions(id).size() == 2);
                JsonNode newest = executions(id).get(0);
                assertThat(newest.get("id").asString())
                        .isEqualTo(answer.json().at("/data/execution_id").asString());
                assertThat(newest.get("kind").asString()).isEqualTo("trigger");
                assertThat(newest.get("attempt").asInt()).isEqualTo(1);
            }
        }

        @Test
        void of_a_waiting_task_leaves_its_own_run_alone() {
            try (TestTarget target = TestTarget.start()) {
                String id = task("\"url\": \"" + target.url("/w") + "\", \"delay\": \"1h\"");

                api.post(tenant.key(), "/api/v1/tasks/" + id + "/trigger", "");

                target.awaitCalls("/w", 1);
                assertThat(executions(id).valueStream().map(e -> e.get("kind").asString()))
                        .containsExactlyInAnyOrder("once", "trigger");
            }
        }
    }

    @Nested
    class Deleting {
        @Test
        void hides_the_task_and_takes_its_run_back() {
            try (TestTarget target = TestTarget.start()) {
                String id = task("\"url\": \"" + target.url("/never") + "\", \"delay\": \"1h\"");

                TestApi.Answer answer = api.delete(tenant.key(), "/api/v1/tasks/" + id);

                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.body()).isEmpty();
                assertThat(api.get(tenant.key(), "/api/v1/tasks/" + id).status())
                        .isEqualTo(404);
                assertThat(api.delete(tenant.key(), "/api/v1/tasks/" + id).status())
                        .isEqualTo(404);
                assertThat(api.post(tenant.key(), "/api/v1/tasks/" + id + "/trigger", "")
                                .status())
                        .isEqualTo(404);
                assertThat(api.get(tenant.key(), "/api/v1/tasks/" + id + "/executions")
                                .status())
                        .isEqualTo(404);
                assertThat(ids(list(""))).isEmpty();
                time.advance(Duration.ofHours(2));
                String marker = done(target);
                assertThat(ids(list(""))).containsExactly(marker);
                assertThat(target.calls("/never")).isEmpty();
            }
        }

        @Test
        void lets_a_running_attempt_end_and_starts_no_retry() {
            try (TestTarget target = TestTarget.start()) {
                target.on("/slow", Answer.status(500).after(Duration.ofMillis(700)), Answer.status(200));
                String id = task("\"url\": \"" + target.url("/slow")
                        + "\", \"retry_backoff\": {\"type\": \"fixed\", \"base\": \"1ms\"}");
                target.awaitCalls("/slow", 1);

                assertThat(api.delete(tenant.key(), "/api/v1/tasks/" + id).status())
                        .isEqualTo(204);

                Awaitility.await().until(() -> recorded(id).equals("failed, final"));
                assertThat(target.calls("/slow")).hasSize(1);
            }
        }
    }

    @Nested
    class An_id {
        @Test
        void of_another_organization_is_like_one_that_does_not_exist() {
            String id = waiting();
            String foreign = accounts.newTenant().key();
            String nowhere = "0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90";

            for (String path : List.of("", "/executions")) {
                TestApi.Answer theirs = api.get(foreign, "/api/v1/tasks/" + id + path);
                TestApi.Answer nobodys = api.get(foreign, "/api/v1/tasks/" + nowhere + path);
                assertThat(theirs.status()).isEqualTo(404);
                assertThat(theirs.body()).isEqualTo(nobodys.body());
            }
            assertThat(api.post(foreign, "/api/v1/tasks/" + id + "/trigger", "").status())
                    .isEqualTo(404);
            assertThat(api.delete(foreign, "/api/v1/tasks/" + id).status()).isEqualTo(404);
            assertThat(api.get(foreign, "/api/v1/tasks").json().get("data").isEmpty())
                    .isTrue();
            assertThat(executions(id)).hasSize(1);
            assertThat(api.get(tenant.key(), "/api/v1/tasks/" + id).status()).isEqualTo(200);
        }

        @Test
        void that_is_no_uuid_is_a_bad_request() {
            for (String id : List.of("abc", "1-1-1-1-1", "0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b9z")) {
                TestApi.Answer answer = api.get(tenant.key(), "/api/v1/tasks/" + id);

                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.json().at("/error/code").asString()).isEqualTo("bad_request");
                assertThat(answer.json().at("/error/message").asString())
                        .contains("UUID")
                        .contains(id);
            }
        }
    }
}
