package eu.runlater.engine.accounts;

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
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class UsageTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestWork work;
    private final TestTime time;
    private final JdbcClient jdbc;
    private final UsageNotices notices;

    UsageTest(TestAccounts accounts, TestApi api, TestWork work, TestTime time, JdbcClient jdbc, UsageNotices notices) {
        this.accounts = accounts;
        this.api = api;
        this.work = work;
        this.time = time;
        this.jdbc = jdbc;
        this.notices = notices;
    }

    @Test
    void first_attempts_count_and_retries_are_free() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.status(500), Answer.status(200));
            work.awaitEnd(
                    work.accept(tenant, work.task(tenant, target.url("/hook"))).runId());

            assertThat(usage(tenant).path("executions").asInt()).isEqualTo(1);
            assertThat(usage(tenant).path("limit").isNull()).isTrue();
        }
    }

    private JsonNode usage(Tenant tenant) {
        return api.get(tenant.key(), "/api/v1/usage").json().path("data");
    }

    private void used(Tenant tenant, int executions) {
        jdbc.sql("""
                insert into usage_count (organization_id, month, node_id, executions)
                values (:id, date_trunc('month', app_now() at time zone 'UTC')::date, :node, :n)
                """)
                .param("id", tenant.organizationId())
                .param("node", UUID.randomUUID())
                .param("n", executions)
                .update();
    }

    @Test
    void the_free_plan_refuses_new_work_when_the_month_is_used_up_and_takes_it_in_the_next() {
        Tenant tenant = accounts.newTenant("free");
        used(tenant, 10_000);

        TestApi.Answer refused = api.post(tenant.key(), "/api/v1/queue", "{\"url\":\"https://shop.example/\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/error/code").asString()).isEqualTo("limit_exceeded");
        assertThat(waiting(tenant)).isZero();

        time.advance(Duration.ofDays(32));
        assertThat(usage(tenant).path("executions").asInt()).isZero();
        assertThat(api.post(tenant.key(), "/api/v1/tasks", "{\"url\":\"https://shop.example/\",\"delay\":\"9d\"}")
                        .status())
                .isEqualTo(202);
    }

    private long waiting(Tenant tenant) {
        return jdbc.sql("select count(*) from run where organization_id = :id")
                .param("id", tenant.organizationId())
                .query(Long.class)
                .single();
    }

    @Test
    void a_batch_that_would_pass_the_limit_is_refused_as_a_whole() {
        Tenant tenant = accounts.newTenant("free");
        used(tenant, 9_999);

        TestApi.Answer refused = api.post(tenant.key(), "/api/v1/tasks/batch", """
                {"url":"https://shop.example/","queue":"q","items":["a","b"]}""");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/error/code").asString()).isEqualTo("limit_exceeded");
        assertThat(waiting(tenant)).isZero();
    }

    @Test
    void the_pro_plan_is_never_stopped() {
        Tenant tenant = accounts.newTenant("pro");
        used(tenant, 2_000_000);

        assertThat(api.post(tenant.key(), "/api/v1/tasks", "{\"url\":\"https://shop.example/\",\"delay\":\"9d\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void each_notice_comes_once_a_month() {
        Tenant tenant = accounts.newTenant("pro");
        used(tenant, 800_000);
        notices.look();
        notices.look();
        assertThat(usage(tenant).path("notices").size()).isEqualTo(1);
        assertThat(usage(tenant).at("/notices/0/percent").asInt()).isEqualTo(80);

        used(tenant, 200_000);
        notices.look();
        notices.look();
        assertThat(usage(tenant).path("notices").size()).isEqualTo(2);
    }

    @Test
    void whoever_reaches_all_of_it_at_once_hears_of_that_only() {
        Tenant tenant = accounts.newTenant("free");
        used(tenant, 10_000);

        notices.look();

        assertThat(usage(tenant).path("notices").size()).isEqualTo(1);
        assertThat(usage(tenant).at("/notices/0/percent").asInt()).isEqualTo(100);
    }

    @Test
    void a_firing_over_the_limit_is_skipped_and_the_ledger_says_so() {
        Tenant tenant = accounts.newTenant("free");
        JsonNode task = api.post(tenant.key(), "/api/v1/tasks", """
                {"url":"https://shop.example/","every":"1h"}""").json().path("data");
        used(tenant, 10_000);
        time.advance(Duration.ofHours(1));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(api.get(
                                        tenant.key(),
                                        "/api/v1/tasks/" + task.path("id").asString() + "/firings")
                                .json()
                                .toString())
                        .contains("monthly_limit"));
        assertThat(waiting(tenant)).isZero();
    }
}
