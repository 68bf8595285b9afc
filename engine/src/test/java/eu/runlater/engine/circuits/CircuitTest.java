package eu.runlater.engine.circuits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import eu.runlater.engine.testing.TestWork;
import eu.runlater.engine.testing.TestWork.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class CircuitTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestWork work;
    private final TestTime time;
    private final JdbcClient jdbc;
    private final Tenant tenant;

    CircuitTest(TestAccounts accounts, TestApi api, TestWork work, TestTime time, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.work = work;
        this.time = time;
        this.jdbc = jdbc;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void protect() {
        accounts.protectTargets(tenant);
    }

    private JsonNode circuits() {
        return api.get(tenant.key(), "/api/v1/circuits").json().path("data");
    }

    private void open(TestTarget target) {
        target.on("/bad", Answer.status(503));
        Accepted failing = work.accept(tenant, work.task(tenant, target.url("/bad")));
        target.awaitCalls("/bad", 3);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> circuits().size() == 1
                        && circuits().get(0).path("state").asString().equals("open"));
        assertThat(work.isOpen(failing.runId())).isTrue();
    }

    @Test
    void after_three_failures_nothing_is_sent_and_nothing_is_lost() {
        try (TestTarget target = TestTarget.start()) {
            open(target);
            List<Accepted> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(work.accept(tenant, work.task(tenant, target.url("/good"))));
            }

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> circuits().get(0).path("waiting").asInt() >= 20);
            assertThat(target.calls("/good")).isEmpty();
            JsonNode shown = api.get(
                            tenant.key(),
                            "/api/v1/executions/" + waiting.getFirst().executionId())
                    .json()
                    .path("data");
            assertThat(shown.at("/execution/attempt").asInt()).isEqualTo(1);
            assertThat(shown.at("/waiting/reason").asString()).isEqualTo("circuit_open");
            assertThat(shown.at("/attempts").size()).isEqualTo(1);
            assertThat(api.get(tenant.key(), "/api/v1/overview")
                            .json()
                            .at("/data/circuits_open")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void another_organization_goes_on_calling_the_same_host() {
        Tenant other = accounts.newTenant();
        accounts.protectTargets(other);
        try (TestTarget target = TestTarget.start()) {
            open(target);

            work.awaitEnd(
                    work.accept(other, work.task(other, target.url("/good"))).runId());

            assertThat(target.calls("/good")).hasSize(1);
        }
    }

    @Test
    void after_the_block_one_probe_goes_and_its_success_lets_the_rest_follow() {
        try (TestTarget target = TestTarget.start()) {
            open(target);
            List<Accepted> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waiting.add(work.accept(tenant, work.task(tenant, target.url("/good"))));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> circuits().get(0).path("waiting").asInt() >= 10);
            target.on("/bad", Answer.status(200));

            time.advance(Duration.ofSeconds(65));

            waiting.forEach(one -> work.awaitEnd(one.runId()));
            assertThat(target.calls("/good")).hasSize(10);
            assertThat(circuits().size()).isZero();
        }
    }

    @Test
    void a_reset_closes_it_at_once() {
        try (TestTarget target = TestTarget.start()) {
            open(target);
            Accepted waiting = work.accept(tenant, work.task(tenant, target.url("/good")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> circuits().get(0).path("waiting").asInt() >= 1);
            target.on("/bad", Answer.status(200));

            TestApi.Answer reset = api.post(tenant.key(), "/api/v1/circuits/127.0.0.1/reset", "{\"reason\":\"fixed\"}");

            assertThat(reset.status()).isEqualTo(200);
            work.awaitEnd(waiting.runId());
            assertThat(api.post(tenant.key(), "/api/v1/circuits/127.0.0.1/reset", "")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_429_blocks_the_host_for_as_long_as_it_says() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/busy", Answer.status(429).withHeader("Retry-After", "3600"));
            work.accept(tenant, work.task(tenant, target.url("/busy")));
            target.awaitCalls("/busy", 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> circuits().size() == 1);

            Accepted waiting = work.accept(tenant, work.task(tenant, target.url("/good")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> circuits().get(0).path("waiting").asInt() >= 1);

            double seconds = jdbc.sql("select extract(epoch from due_at - app_now()) from run where id = :id")
                    .param("id", waiting.runId())
                    .query(Double.class)
                    .single();
            assertThat(seconds).isGreaterThan(3_000);
            assertThat(circuits().get(0).path("reason").asString()).isEqualTo("HTTP 429");
        }
    }

    @Test
    void a_queue_slot_is_free_while_its_run_waits_for_the_host() {
        try (TestTarget target = TestTarget.start()) {
            open(target);
            work.accept(tenant, work.task(tenant, target.url("/good"), "mails", 5, null));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> circuits().get(0).path("waiting").asInt() >= 1);

            assertThat(jdbc.sql("select count(*) from slot where organization_id = :id")
                            .param("id", tenant.organizationId())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }
}
