package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class ReplayTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestAccounts accounts;
    private final TestApi api;
    private final JdbcClient jdbc;

    ReplayTest(TestAccounts accounts, TestApi api, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.jdbc = jdbc;
    }

    @Test
    void a_replay_sends_what_was_built_at_reception_also_while_the_endpoint_is_disabled() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, tenant, target.url("/old"), "");
            String id = sender.post("{\"n\":1}", "X-Kept", "1").id();
            target.awaitCalls("/old", 1);
            sender.patch("{\"enabled\":false,\"forward_urls\":[\"%s\"],\"forward_body\":\"other\"}"
                    .formatted(target.url("/new")));

            TestApi.Answer answer = sender.replayOne(id);

            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            JsonNode queued = answer.json().at("/data/executions/0");
            assertThat(queued.path("status").asString()).isEqualTo("pending");
            TestTarget.Call again = target.awaitCalls("/old", 2).getLast();
            assertThat(again.text()).isEqualTo("{\"n\":1}");
            assertThat(again.header("X-Kept")).isEqualTo("1");
            assertThat(again.header("X-Runlater-Execution-Id"))
                    .isEqualTo(queued.path("execution_id").asString());
            assertThat(target.calls("/new")).isEmpty();
            JsonNode execution = api.get(
                            tenant.key(),
                            "/api/v1/executions/" + queued.path("execution_id").asString())
                    .json()
                    .at("/data/execution");
            assertThat(execution.path("attempt").asInt()).isEqualTo(1);
            assertThat(execution.path("kind").asString()).isEqualTo("replay");
        }
    }

    @Test
    void a_replay_repeated_with_its_idempotency_key_runs_once() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, tenant, target.url("/hook"), "");
            String id = sender.post("{}").id();
            String path = sender.path() + "/events/" + id + "/replay";

            TestApi.Answer first = api.call("POST", tenant.key(), path, null, Map.of("Idempotency-Key", "r1"));
            TestApi.Answer again = api.call("POST", tenant.key(), path, null, Map.of("Idempotency-Key", "r1"));

            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            target.awaitCalls("/hook", 2);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.status(id)).isEqualTo("success"));
            assertThat(target.calls("/hook")).hasSize(2);
        }
    }

    @Test
    void all_that_failed_are_replayed_after_a_look() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), ",\"retry_attempts\":0");
            target.on("/hook", Answer.status(500), Answer.status(500), Answer.status(200));
            List<String> ids = IntStream.range(0, 5)
                    .mapToObj(i -> sender.post("n" + i).id())
                    .toList();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(sender.events("?status=failed")).hasSize(2);
                assertThat(sender.events("?status=success")).hasSize(3);
            });

            TestApi.Answer look = sender.replay("{\"status\":\"failed\",\"dry_run\":true}");
            assertThat(look.status()).as(look.body()).isEqualTo(200);
            assertThat(look.json().at("/data/matched").asInt()).isEqualTo(2);
            assertThat(look.json().at("/data/replayed").asInt()).isEqualTo(2);
            assertThat(look.json().at("/data/sample/0/id").asString()).isEqualTo(ids.get(1));
            assertThat(target.calls()).hasSize(5);

            TestApi.Answer replayed = sender.replay("{\"status\":\"failed\",\"reason\":\"fixed\"}");

            assertThat(replayed.status()).isEqualTo(202);
            assertThat(replayed.json().at("/data/executions").asInt()).isEqualTo(2);
            assertThat(target.awaitCalls("/hook", 7).subList(5, 7))
                    .extracting(TestTarget.Call::text)
                    .containsExactly("n0", "n1");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(sender.events("?status=success")).hasSize(5));
        }
    }

    @Test
    void a_range_and_chosen_events_are_replayed_and_what_cannot_be_is_counted() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(
                    api,
                    accounts.newTenant(),
                    target.url("/hook"),
                    ",\"filters\":[{\"header\":\"x-skip\",\"exists\":false}]");
            String one = sender.post("1").id();
            String filtered = sender.post("2", "X-Skip", "1").id();
            target.awaitCalls("/hook", 1);

            JsonNode chosen = sender.replay(
                            "{\"event_ids\":[\"%s\",\"%s\",\"%s\"]}".formatted(one, filtered, UUID.randomUUID()))
                    .json()
                    .path("data");
            JsonNode past =
                    sender.replay("{\"to\":\"2020-01-01T00:00:00Z\"}").json().path("data");
            JsonNode all =
                    sender.replay("{\"from\":\"2020-01-01T00:00:00Z\"}").json().path("data");

            assertThat(chosen.path("matched").asInt()).isEqualTo(2);
            assertThat(chosen.path("replayed").asInt()).isEqualTo(1);
            assertThat(chosen.at("/skipped/no_tasks").asInt()).isEqualTo(1);
            assertThat(chosen.at("/skipped/not_found").asInt()).isEqualTo(1);
            assertThat(past.path("matched").asInt()).isZero();
            assertThat(all.path("matched").asInt()).isEqualTo(2);
            assertThat(all.path("executions").asInt()).isEqualTo(1);
            target.awaitCalls("/hook", 3);
        }
    }

    @Test
    void without_tasks_there_is_nothing_to_replay() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender sender =
                    Sender.to(api, tenant, target.url("/hook"), ",\"filters\":[{\"header\":\"x-a\",\"exists\":true}]");
            String filtered = sender.post("1").id();
            String forwarded = sender.post("2", "X-A", "1").id();
            target.awaitCalls("/hook", 1);
            String task = sender.event(forwarded).at("/event/task_ids/0").asString();
            assertThat(api.delete(tenant.key(), "/api/v1/tasks/" + task).status())
                    .isEqualTo(204);

            TestApi.Answer none = sender.replayOne(filtered);
            TestApi.Answer gone = sender.replayOne(forwarded);

            assertThat(none.status()).isEqualTo(422);
            assertThat(none.json().at("/error/code").asString()).isEqualTo("no_tasks");
            assertThat(gone.status()).isEqualTo(422);
            assertThat(gone.json().at("/error/code").asString()).isEqualTo("task_deleted");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422",
                "{\"status\":\"bad\"} | 422",
                "{\"status\":7} | 422",
                "{\"from\":\"yesterday\"} | 422",
                "{\"event_ids\":[\"1\"]} | 422",
                "{\"event_ids\":\"1\"} | 422",
                "{\"event_ids\":[],\"from\":\"2020-01-01T00:00:00Z\"} | 422",
                "{\"status\":\"failed\",\"dry_run\":\"yes\"} | 422",
                "{\"state\":\"failed\"} | 422",
                "[] | 400",
                "{ | 400",
            })
    void a_replay_that_is_not_clear_changes_nothing(String json, int status) {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            TestApi.Answer answer = sender.replay(json);

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.json().at("/error/code").isString()).isTrue();
        }
    }

    @Test
    void who_replayed_is_on_record() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, tenant, target.url("/hook"), "");
            String id = sender.post("{}").id();

            sender.replayOne(id);
            sender.replay("{\"status\":\"success\",\"from\":\"2020-01-01T00:00:00Z\",\"dry_run\":true}");

            assertThat(jdbc.sql("select action from audit_entry where organization_id = :id order by number")
                            .param("id", tenant.organizationId())
                            .query(String.class)
                            .list())
                    .containsExactly("endpoint.created", "inbound_event.replayed");
        }
    }
}
