package eu.runlater.engine.queueapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class QueueApiTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final JdbcClient jdbc;

    QueueApiTest(TestAccounts accounts, TestApi api, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.jdbc = jdbc;
    }

    @Test
    void a_paused_queue_starts_nothing_and_loses_nothing() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            TestApi.Answer paused = api.post(tenant.key(), "/api/v1/queues/mails/pause", "{\"reason\":\"ticket 4\"}");
            assertThat(paused.status()).isEqualTo(200);
            List<JsonNode> accepted = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                accepted.add(push(tenant, target, "mails", "/m" + i));
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode shown = queue(tenant, "mails");
                assertThat(shown.path("due").asInt()).isEqualTo(5);
                assertThat(shown.path("blocked_by").asString()).isEqualTo("paused");
                assertThat(shown.path("paused_reason").asString()).isEqualTo("ticket 4");
            });
            assertThat(target.calls()).isEmpty();
            assertThat(waiting(tenant, accepted.getFirst()).path("reason").asString())
                    .isEqualTo("queue_paused");

            assertThat(api.post(tenant.key(), "/api/v1/queues/mails/resume", "{}")
                            .status())
                    .isEqualTo(200);

            target.awaitCalls("/m4", 1);
            assertThat(target.calls())
                    .extracting(TestTarget.Call::path)
                    .containsExactly("/m0", "/m1", "/m2", "/m3", "/m4");
        }
    }

    private JsonNode push(Tenant tenant, TestTarget target, String queue, String path) {
        return push(tenant, target, queue, path, "");
    }

    private JsonNode push(Tenant tenant, TestTarget target, String queue, String path, String more) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/queue", """
                {"url":"%s","queue":"%s"%s}""".formatted(target.url(path), queue, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("data");
    }

    private JsonNode queue(Tenant tenant, String name) {
        return api.get(tenant.key(), "/api/v1/queues/" + name).json().path("data");
    }

    private JsonNode waiting(Tenant tenant, JsonNode accepted) {
        return api.get(
                        tenant.key(),
                        "/api/v1/executions/" + accepted.path("execution_id").asString())
                .json()
                .at("/data/waiting");
    }

    private TestApi.Answer patch(Tenant tenant, String queue, String json) {
        return api.call("PATCH", tenant.key(), "/api/v1/queues/" + queue, json, Map.of());
    }

    @Test
    void a_queue_runs_as_many_at_a_time_as_it_is_told_and_no_more() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.hang());
            assertThat(patch(tenant, "reports", "{\"concurrency\":3}").status()).isEqualTo(200);
            List<JsonNode> accepted = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                accepted.add(push(tenant, target, "reports", "/hook"));
            }

            target.awaitCalls("/hook", 3);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(queue(tenant, "reports").path("running").asInt()).isEqualTo(3);
                assertThat(queue(tenant, "reports").path("due").asInt()).isEqualTo(5);
            });
            JsonNode shown = queue(tenant, "reports");
            assertThat(shown.path("blocked_by").asString()).isEqualTo("concurrency");
            assertThat(shown.path("running_now").size()).isEqualTo(3);
            assertThat(shown.path("next_in_line").size()).isEqualTo(5);
            assertThat(waiting(tenant, accepted.get(7)).path("reason").asString())
                    .isEqualTo("queue_full");
            assertThat(target.calls()).hasSize(3);
        }
    }

    @Test
    void in_an_ordered_queue_a_waiting_retry_blocks_those_behind_it() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/first", Answer.status(500), Answer.status(200));
            patch(tenant, "ledger", "{\"ordered\":true}");
            api.post(tenant.key(), "/api/v1/queues/ledger/pause", "{}");
            push(
                    tenant,
                    target,
                    "ledger",
                    "/first",
                    ",\"retry_backoff\":{\"type\":\"fixed\",\"base\":\"2s\",\"jitter\":0}");
            JsonNode second = push(tenant, target, "ledger", "/second");
            api.post(tenant.key(), "/api/v1/queues/ledger/resume", "{}");

            target.awaitCalls("/first", 1);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    waiting(tenant, second).path("reason").asString())
                            .isEqualTo("queue_order"));
            target.awaitCalls("/second", 1);

            assertThat(target.calls()).extracting(TestTarget.Call::path).containsExactly("/first", "/first", "/second");
        }
    }

    @Test
    void an_edit_that_leaves_the_rate_alone_does_not_let_one_more_start() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            patch(tenant, "hourly", "{\"rate\":\"1/h\",\"concurrency\":10}");
            push(tenant, target, "hourly", "/first");
            target.awaitCalls("/first", 1);
            push(tenant, target, "hourly", "/second");

            patch(tenant, "hourly", "{\"concurrency\":20}");

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(queue(tenant, "hourly").path("due").asInt()).isEqualTo(1);
                assertThat(queue(tenant, "hourly").path("blocked_by").asString())
                        .isEqualTo("rate");
            });
            assertThat(target.calls("/second")).isEmpty();

            patch(tenant, "hourly", "{\"rate\":\"2/h\"}");
            target.awaitCalls("/second", 1);
        }
    }

    @Test
    void a_rate_spaces_the_starts() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            patch(tenant, "slow", "{\"rate\":\"4/s\",\"concurrency\":10}");
            for (int i = 0; i < 6; i++) {
                push(tenant, target, "slow", "/hook");
            }

            target.awaitCalls("/hook", 6);
            await().atMost(Duration.ofSeconds(30)).until(() -> history(tenant) == 6);

            // By the database's clock: the sixth start is at least five spacings after the first admission.
            double seconds = jdbc.sql("""
                    select extract(epoch from max(started_at) - min(started_at)) from execution where organization_id = :id
                    """)
                    .param("id", tenant.organizationId())
                    .query(Double.class)
                    .single();
            assertThat(seconds).isGreaterThan(1.0);
        }
    }

    private long history(Tenant tenant) {
        return jdbc.sql("select count(*) from execution where organization_id = :id")
                .param("id", tenant.organizationId())
                .query(Long.class)
                .single();
    }

    @Test
    void the_free_plan_runs_five_at_a_time_whatever_the_queue() {
        Tenant tenant = accounts.newTenant("free");
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.hang());
            List<JsonNode> accepted = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                accepted.add(
                        i % 2 == 0
                                ? push(tenant, target, "q" + i, "/hook")
                                : api.post(tenant.key(), "/api/v1/queue", "{\"url\":\"" + target.url("/hook") + "\"}")
                                        .json()
                                        .path("data"));
            }

            target.awaitCalls("/hook", 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> running(tenant) == 5);
            assertThat(accepted.stream()
                            .map(one -> waiting(tenant, one).path("reason").asString(""))
                            .filter("organization_cap"::equals))
                    .hasSize(7);
            assertThat(target.calls()).hasSize(5);
        }
    }

    private long running(Tenant tenant) {
        return jdbc.sql("select count(*) from run where organization_id = :id and state = 1")
                .param("id", tenant.organizationId())
                .query(Long.class)
                .single();
    }

    @Test
    void a_cap_on_a_host_holds_over_all_queues() {
        Tenant tenant = accounts.newTenant();
        jdbc.sql("update organization set host_concurrency = 2 where id = :id")
                .param("id", tenant.organizationId())
                .update();
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.hang());
            for (int i = 0; i < 6; i++) {
                push(tenant, target, "q" + i, "/hook");
            }

            target.awaitCalls("/hook", 2);
            await().atMost(Duration.ofSeconds(30)).until(() -> running(tenant) == 2);
            assertThat(queue(tenant, "q5").path("due").asInt()).isEqualTo(1);
            assertThat(target.calls()).hasSize(2);
        }
    }

    @Test
    void a_purge_counts_first_and_then_cancels_what_waits_on_record() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            api.post(tenant.key(), "/api/v1/queues/old/pause", "{}");
            for (int i = 0; i < 7; i++) {
                push(tenant, target, "old", "/hook");
            }

            JsonNode dry = api.post(tenant.key(), "/api/v1/queues/old/purge", "{\"dry_run\":true}")
                    .json();
            assertThat(dry.at("/data/waiting").asInt()).isEqualTo(7);
            assertThat(dry.at("/data/sample").size()).isEqualTo(7);
            assertThat(history(tenant)).isZero();
            JsonNode done = api.post(tenant.key(), "/api/v1/queues/old/purge", "{\"reason\":\"stale\"}")
                    .json();

            assertThat(done.at("/data/cancelled").asInt()).isEqualTo(7);
            assertThat(jdbc.sql("select count(*) from execution where organization_id = :id and status = 'cancelled'")
                            .param("id", tenant.organizationId())
                            .query(Long.class)
                            .single())
                    .isEqualTo(7);
            assertThat(queue(tenant, "old").path("waiting").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"concurrency":0}                  | concurrency | from 1 to 1000
        {"rate":"fast"}                    | rate        | 100/m
        {"ordered":true,"concurrency":2}   | ordered     | concurrency of 1
        {"priority":11}                    | priority    | from 0 to 9
        {"ordered":"yes"}                  | ordered     | true or false
        """)
    void limits_that_cannot_be_are_refused_naming_the_field(String json, String field, String said) {
        Tenant tenant = accounts.newTenant();

        TestApi.Answer answer = patch(tenant, "q", json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details/" + field).toString()).contains(said);
    }

    @Test
    void an_edit_of_an_older_version_is_a_conflict() {
        Tenant tenant = accounts.newTenant();
        int version = patch(tenant, "q", "{\"concurrency\":2}")
                .json()
                .at("/data/version")
                .asInt();
        patch(tenant, "q", "{\"concurrency\":3,\"version\":" + version + "}");

        TestApi.Answer late = patch(tenant, "q", "{\"concurrency\":4,\"version\":" + version + "}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(queue(tenant, "q").path("concurrency").asInt()).isEqualTo(3);
    }

    @Test
    void pausing_twice_and_resuming_what_runs_are_fine_and_an_unknown_name_is_made() {
        Tenant tenant = accounts.newTenant();

        assertThat(api.get(tenant.key(), "/api/v1/queues/new").status()).isEqualTo(404);
        assertThat(api.post(tenant.key(), "/api/v1/queues/new%20one/pause", "").status())
                .isEqualTo(200);
        assertThat(api.post(tenant.key(), "/api/v1/queues/new%20one/pause", "").status())
                .isEqualTo(200);
        assertThat(api.post(tenant.key(), "/api/v1/queues/new%20one/resume", "").status())
                .isEqualTo(200);
        assertThat(api.post(tenant.key(), "/api/v1/queues/other/resume", "").status())
                .isEqualTo(200);
        JsonNode list = api.get(tenant.key(), "/api/v1/queues").json().path("data");
        assertThat(list.get(0).path("name").asString()).isEqualTo("new one");
        assertThat(list.get(1).path("name").asString()).isEqualTo("other");
        assertThat(api.get(accounts.newTenant().key(), "/api/v1/queues")
                        .json()
                        .path("data")
                        .size())
                .isZero();
    }
}
