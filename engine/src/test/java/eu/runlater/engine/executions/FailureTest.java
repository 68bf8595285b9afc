package eu.runlater.engine.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Dead letters by cause, and bulk calls about them.
@EngineTest
class FailureTest {
    private static final String FAILURES = "/api/v1/failures";
    private static final String OPERATIONS = "/api/v1/operations";
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final Tenant tenant;

    FailureTest(TestAccounts accounts, TestApi api, TestTime time) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.tenant = accounts.newTenant();
    }

    private String failing(TestTarget target, String path) {
        return api.post(
                        tenant.key(),
                        "/api/v1/tasks",
                        "{\"name\":\"%s\",\"url\":\"%s\",\"retry_attempts\":0}".formatted(path, target.url(path)))
                .json()
                .at("/data/task_id")
                .asString();
    }

    private JsonNode causes(String query) {
        TestApi.Answer answer = api.get(tenant.key(), FAILURES + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("data");
    }

    private void awaitFailures(int executions) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> causes("")
                                .valueStream()
                                .mapToInt(cause -> cause.path("executions").asInt())
                                .sum()
                        == executions);
    }

    private JsonNode bulk(String action, String json, int status) {
        TestApi.Answer answer = api.post(tenant.key(), FAILURES + "/" + action, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json().path("data");
    }

    private JsonNode operation(JsonNode begun) {
        return api.get(tenant.key(), OPERATIONS + "/" + begun.path("id").asString())
                .json()
                .path("data");
    }

    private JsonNode awaitState(JsonNode begun, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> operation(begun).path("state").asString().equals(state));
        return operation(begun);
    }

    private TestApi.Answer act(JsonNode begun, String action) {
        return api.post(tenant.key(), OPERATIONS + "/" + begun.path("id").asString() + "/" + action, "");
    }

    @Test
    void failures_are_grouped_by_task_and_error_with_the_newest_cause_first() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500).withBody("card processor down"));
            target.on("/b", Answer.status(404));
            String a = failing(target, "/a");
            awaitFailures(1);
            api.post(tenant.key(), "/api/v1/tasks/" + a + "/trigger", "");
            awaitFailures(2);
            failing(target, "/b");
            awaitFailures(3);

            JsonNode causes = causes("");
            assertThat(causes).hasSize(2);
            assertThat(causes.at("/0/task_name").asString()).isEqualTo("/b");
            JsonNode older = causes.get(1);
            assertThat(older.path("executions").asInt()).isEqualTo(2);
            assertThat(older.path("task_id").asString()).isEqualTo(a);
            assertThat(older.path("signature").asString()).contains("500").contains("card processor down");
            assertThat(older.path("status_code").asInt()).isEqualTo(500);
            assertThat(older.path("per_hour")).hasSize(24);
            assertThat(older.at("/per_hour/23").asInt()).isEqualTo(2);
            assertThat(causes("?limit=1")).hasSize(1);
            String cursor = api.get(tenant.key(), FAILURES + "?limit=1")
                    .json()
                    .path("next_cursor")
                    .asString();
            assertThat(causes("?limit=1&cursor=" + cursor).at("/0/task_name").asString())
                    .isEqualTo("/a");
            assertThat(causes("?code=404")).hasSize(1);
            assertThat(causes("?query=task:*a")).hasSize(1);
        }
    }

    @Test
    void what_succeeds_in_the_end_is_no_failure() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/late", Answer.status(500), Answer.status(200));
            api.post(
                    tenant.key(),
                    "/api/v1/queue",
                    "{\"url\":\"%s\",\"retry_backoff\":{\"type\":\"fixed\",\"base\":\"1ms\"}}"
                            .formatted(target.url("/late")));
            target.awaitCalls("/late", 2);
            target.on("/bad", Answer.status(500));
            failing(target, "/bad");
            awaitFailures(1);
        }
    }

    @Test
    void a_dry_run_counts_and_shows_and_does_nothing() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500));
            failing(target, "/a");
            failing(target, "/a");
            awaitFailures(2);
            for (String action : List.of("retry", "discard")) {
                JsonNode preview = bulk(action, "{\"query\":\"code:500\",\"dry_run\":true}", 200);
                assertThat(preview.path("count").asInt()).isEqualTo(2);
                assertThat(preview.path("more").asBoolean()).isFalse();
                assertThat(preview.path("sample")).hasSize(2);
            }
            awaitFailures(2);
            assertThat(api.get(tenant.key(), OPERATIONS).json().path("data")).isEmpty();
        }
    }

    @Test
    void retried_failures_are_called_again_after_the_ten_seconds_and_leave_the_list() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500), Answer.status(500), Answer.status(200));
            failing(target, "/a");
            failing(target, "/a");
            awaitFailures(2);

            JsonNode begun = bulk("retry", "{\"query\":\"code:500\",\"reason\":\"it is back\"}", 202);
            assertThat(begun.path("state").asString()).isEqualTo("scheduled");
            assertThat(begun.path("total").asInt()).isEqualTo(2);
            assertThat(begun.path("undo_until").asString())
                    .isEqualTo(begun.path("starts_at").asString());
            assertThat(target.calls("/a")).hasSize(2);

            time.advance(Duration.ofSeconds(11));
            target.awaitCalls("/a", 4);
            JsonNode done = awaitState(begun, "done");
            assertThat(done.path("changed").asInt()).isEqualTo(2);
            assertThat(causes("")).isEmpty();
            JsonNode items = api.get(
                            tenant.key(), OPERATIONS + "/" + begun.path("id").asString() + "/items?result=changed")
                    .json()
                    .path("data");
            assertThat(items).hasSize(2);
            String made = items.at("/0/made_execution_id").asString();
            await().until(() -> api.get(tenant.key(), "/api/v1/executions/" + made)
                    .json()
                    .at("/data/execution/status")
                    .asString("")
                    .equals("success"));
            assertThat(api.get(tenant.key(), "/api/v1/audit?action=failures.retry")
                            .json()
                            .at("/data/0/reason")
                            .asString())
                    .isEqualTo("it is back");
        }
    }

    @Test
    void undone_within_the_ten_seconds_nothing_is_called() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500));
            failing(target, "/a");
            awaitFailures(1);
            JsonNode begun = bulk("retry", "{\"query\":\"code:500\"}", 202);
            assertThat(act(begun, "undo").status()).isEqualTo(200);
            time.advance(Duration.ofSeconds(30));

            JsonNode marker = bulk("discard", "{\"query\":\"code:404\"}", 202); // the loop has looked since
            awaitState(marker, "done");
            assertThat(operation(begun).path("state").asString()).isEqualTo("undone");
            assertThat(operation(begun).path("changed").asInt()).isZero();
            assertThat(target.calls("/a")).hasSize(1);
            awaitFailures(1);
            assertThat(act(begun, "resume").status()).isEqualTo(409);
        }
    }

    @Test
    void a_paused_operation_waits_and_goes_on() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500), Answer.status(200));
            failing(target, "/a");
            awaitFailures(1);
            JsonNode begun = bulk("retry", "{\"query\":\"code:500\"}", 202);
            assertThat(act(begun, "pause").json().at("/data/state").asString()).isEqualTo("paused");
            time.advance(Duration.ofSeconds(30));
            awaitState(bulk("discard", "{\"query\":\"code:404\"}", 202), "done");
            assertThat(target.calls("/a")).hasSize(1);

            assertThat(act(begun, "resume").status()).isEqualTo(200);
            target.awaitCalls("/a", 2);
            awaitState(begun, "done");
            assertThat(act(begun, "undo").status()).isEqualTo(409);
            assertThat(act(begun, "pause").status()).isEqualTo(409);
        }
    }

    @Test
    void discarded_failures_leave_the_list_and_come_back_when_that_is_undone() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500));
            failing(target, "/a");
            awaitFailures(1);
            String cause = causes("").at("/0/id").asString();
            JsonNode begun = bulk("discard", "{\"cause_id\":\"" + cause + "\"}", 202);
            JsonNode done = awaitState(begun, "done");
            assertThat(done.path("query").asString()).isEqualTo("cause:" + cause);
            assertThat(causes("")).isEmpty();
            assertThat(api.get(tenant.key(), "/api/v1/executions?status=failed")
                            .json()
                            .path("data"))
                    .hasSize(1);

            assertThat(act(begun, "undo").json().at("/data/state").asString()).isEqualTo("undone");
            awaitFailures(1);
        }
    }

    @Test
    void what_cannot_be_retried_is_skipped_and_says_why() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500));
            String gone = failing(target, "/a");
            String byHand = failing(target, "/a");
            awaitFailures(2);
            JsonNode begun = bulk("retry", "{\"query\":\"code:500\"}", 202);
            api.delete(tenant.key(), "/api/v1/tasks/" + gone);
            String execution = api.get(tenant.key(), "/api/v1/tasks/" + byHand + "/executions")
                    .json()
                    .at("/data/0/id")
                    .asString();
            assertThat(api.post(tenant.key(), "/api/v1/executions/" + execution + "/retry", "")
                            .status())
                    .isEqualTo(202);
            time.advance(Duration.ofSeconds(11));

            assertThat(awaitState(begun, "done").path("skipped").asInt()).isEqualTo(2);
            List<String> notes = api.get(
                            tenant.key(), OPERATIONS + "/" + begun.path("id").asString() + "/items")
                    .json()
                    .path("data")
                    .findValuesAsString("note");
            assertThat(notes).anyMatch(note -> note.contains("deleted")).anyMatch(note -> note.contains("meanwhile"));
        }
    }

    @Test
    void a_repeat_with_an_idempotency_key_begins_one_operation() {
        Map<String, String> key = Map.of("Idempotency-Key", "once-only");
        String json = "{\"query\":\"code:500\"}";
        TestApi.Answer first = api.call("POST", tenant.key(), FAILURES + "/discard", json, key);
        TestApi.Answer again = api.call("POST", tenant.key(), FAILURES + "/discard", json, key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(api.get(tenant.key(), OPERATIONS).json().path("data")).hasSize(1);
        assertThat(api.call("POST", tenant.key(), FAILURES + "/discard", "{\"query\":\"code:501\"}", key)
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|query",
                "{\"query\":\"\"}|422|query",
                "{\"query\":5}|422|query",
                "{\"query\":\"statos:failed\"}|422|query",
                "{\"cause_id\":\"x\"}|422|cause_id",
                "{\"cause_id\":7}|422|cause_id",
                "{\"query\":\"code:500\",\"dry_run\":\"yes\"}|422|dry_run",
                "{\"query\":\"code:500\",\"reasn\":\"x\"}|422|reasn",
                "nonsense|400|",
                "|400|"
            })
    void bad_input_is_refused_by_name_and_begins_nothing(String json, int status, String field) {
        for (String action : List.of("retry", "discard")) {
            TestApi.Answer answer = api.post(tenant.key(), FAILURES + "/" + action, json == null ? "" : json);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(field == null ? "bad_request" : field);
        }
        assertThat(api.get(tenant.key(), OPERATIONS).json().path("data")).isEmpty();
    }

    @Test
    void another_organization_neither_sees_nor_touches_it() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/a", Answer.status(500));
            failing(target, "/a");
            awaitFailures(1);
            JsonNode mine = bulk("retry", "{\"query\":\"code:500\"}", 202);
            String cause = causes("").at("/0/id").asString();
            String other = accounts.newTenant().key();

            assertThat(api.get(other, FAILURES).json().path("data")).isEmpty();
            assertThat(api.post(other, FAILURES + "/retry", "{\"dry_run\":true,\"cause_id\":\"" + cause + "\"}")
                            .json()
                            .at("/data/count")
                            .asInt())
                    .isZero();
            String nobody = UUID.randomUUID().toString();
            for (String path : List.of("", "/items")) {
                TestApi.Answer theirs =
                        api.get(other, OPERATIONS + "/" + mine.path("id").asString() + path);
                assertThat(theirs.status()).isEqualTo(404);
                assertThat(theirs.body())
                        .isEqualTo(
                                api.get(other, OPERATIONS + "/" + nobody + path).body());
            }
            for (String action : List.of("pause", "resume", "undo")) {
                assertThat(api.post(other, OPERATIONS + "/" + mine.path("id").asString() + "/" + action, "")
                                .status())
                        .isEqualTo(404);
            }
            String read = accounts.newKey(tenant.organizationId(), "read");
            assertThat(api.get(read, FAILURES).status()).isEqualTo(200);
            assertThat(api.post(read, FAILURES + "/retry", "{\"query\":\"code:500\"}")
                            .status())
                    .isEqualTo(403);
        }
    }
}
