package eu.runlater.engine.overview;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class OverviewTest {
    // One failure each `every`, the newest just now: n of them, of one cause.
    private static final String FAIL = """
            insert into execution (id, run_id, organization_id, task_id, task_name, task_version, kind, host, method, url,
                                   status, final, attempt, max_attempts, scheduled_for, started_at, finished_at,
                                   status_code, error_kind, error_message, cause, next_attempt_at, node_id)
            select gen_random_uuid(), gen_random_uuid(), :organization, :task, :name, 1, 'once', 'api.acme.test', 'POST',
                   'https://api.acme.test/', :status, false, 1, 6, app_now() - interval '1 day', app_now(),
                   app_now() - n * cast(:every as interval), 500, 'http_status', 'card processor down', :cause,
                   app_now() + n * interval '1 minute', gen_random_uuid()
              from generate_series(0, :count - 1) n
            """;

    private static final String COUNT_MINUTE = """
            insert into execution_minute (organization_id, minute, node_id, succeeded, failed, timed_out, other, duration_ms,
                                          wait_ms)
            values (:organization, date_trunc('minute', app_now() - cast(:ago as interval)), gen_random_uuid(), :succeeded,
                    :failed, :timedOut, 0, 0, 0)
            """;

    private final TestApi api;
    private final TestAccounts accounts;
    private final JdbcClient jdbc;
    private Tenant tenant;

    OverviewTest(TestApi api, TestAccounts accounts, JdbcClient jdbc) {
        this.api = api;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void freshTenant() {
        tenant = accounts.newTenant();
    }

    private UUID failures(String task, String status, int count, String every) {
        UUID cause = UUID.randomUUID();
        jdbc.sql(FAIL)
                .param("organization", tenant.organizationId())
                .param("task", UUID.randomUUID())
                .param("name", task)
                .param("status", status)
                .param("cause", cause)
                .param("every", every)
                .param("count", count)
                .update();
        return cause;
    }

    private void minute(String ago, int succeeded, int failed, int timedOut) {
        jdbc.sql(COUNT_MINUTE)
                .param("organization", tenant.organizationId())
                .param("ago", ago)
                .param("succeeded", succeeded)
                .param("failed", failed)
                .param("timedOut", timedOut)
                .update();
    }

    private JsonNode overview(String parameters) {
        Answer answer = api.get(tenant.key(), "/api/v1/overview" + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("data");
    }

    private long listed(String query) {
        Answer answer = api.get(
                tenant.key(), "/api/v1/executions/count?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at("/data/count").asLong();
    }

    @Test
    void three_thousand_failures_are_two_causes_and_their_counts_are_those_of_the_lists_they_open() {
        UUID invoices = failures("nightly-invoices", "failed", 2_400, "1 second");
        UUID stock = failures("sync-stock", "timeout", 600, "10 seconds");
        failures("taken over", "interrupted", 5, "1 second");
        JsonNode overview = overview("");
        assertThat(overview.path("failing_executions").asInt()).isEqualTo(2_400 + 360);
        List<JsonNode> causes = overview.path("failing").valueStream().toList();
        assertThat(causes).hasSize(2);
        assertThat(causes.getFirst().path("id").asString()).isEqualTo(invoices.toString());
        assertThat(causes.get(1).path("id").asString()).isEqualTo(stock.toString());
        assertThat(causes.getFirst().path("executions").asInt()).isEqualTo(2_400);
        assertThat(causes.getFirst().path("signature").asString()).isEqualTo("card processor down");
        assertThat(causes.getFirst().path("next_attempt_at").isNull()).isFalse();
        for (JsonNode cause : causes) {
            long executions = cause.path("executions").asLong();
            assertThat(cause.path("minutes").size()).isEqualTo(60);
            assertThat(cause.path("minutes")
                            .valueStream()
                            .mapToLong(JsonNode::asLong)
                            .sum())
                    .isEqualTo(executions);
            String query = "cause:" + cause.path("id").asString() + " since:"
                    + cause.path("since").asString();
            assertThat(listed(query)).isEqualTo(executions);
        }
        assertThat(overview.path("last_failure_at").isNull()).isFalse();
    }

    @Test
    void a_window_counts_what_finished_in_it_however_old_its_plan_was() {
        UUID cause = failures("late", "failed", 10, "1 minute");
        JsonNode overview = overview("?window_minutes=5");
        assertThat(overview.path("window_minutes").asInt()).isEqualTo(5);
        assertThat(overview.at("/failing/0/id").asString()).isEqualTo(cause.toString());
        assertThat(overview.at("/failing/0/executions").asInt()).isBetween(5, 6);
        assertThat(overview.at("/failing/0/minutes").size()).isEqualTo(5);
    }

    @Test
    void minutes_without_a_run_are_there_as_zeros_and_rates_leave_out_what_is_neither() {
        minute("0 minutes", 3, 1, 0);
        minute("0 minutes", 2, 0, 0);
        minute("10 minutes", 3, 0, 1);
        minute("3 hours", 10, 0, 0);
        JsonNode overview = overview("");
        assertThat(overview.path("runs_per_minute").size()).isEqualTo(60);
        assertThat(overview.at("/runs_per_minute/59/succeeded").asInt()).isEqualTo(5);
        assertThat(overview.at("/runs_per_minute/49/timed_out").asInt()).isEqualTo(1);
        assertThat(overview.at("/runs_per_minute/30/succeeded").asInt()).isZero();
        assertThat(overview.path("success_rate_hour").asDouble()).isEqualTo(0.8);
        assertThat(overview.path("success_rate_day").asDouble()).isEqualTo(0.9);
    }

    @Test
    void of_an_organization_without_history_is_calm() {
        failures("someone else's", "failed", 1, "1 second");
        tenant = accounts.newTenant();
        JsonNode overview = overview("");
        assertThat(overview.path("failing").isEmpty()).isTrue();
        assertThat(overview.path("success_rate_hour").isNull()).isTrue();
        assertThat(overview.path("last_failure_at").isNull()).isTrue();
        assertThat(overview.path("queue_lag_ms").asLong()).isZero();
        assertThat(overview.path("upcoming").isEmpty()).isTrue();
    }

    @Test
    void what_comes_next_stands_soonest_first() {
        for (int seconds : List.of(900, 600, 1_200)) {
            Answer answer =
                    api.post(tenant.key(), "/api/v1/queue", "{\"url\":\"https://example.com/" + seconds + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        }
        jdbc.sql("delete from run where organization_id = :id")
                .param("id", tenant.organizationId())
                .update();
        for (int seconds : List.of(900, 600, 1_200)) {
            String task =
                    "{\"url\":\"https://example.com/\",\"name\":\"in " + seconds + "\",\"delay\":\"" + seconds + "s\"}";
            assertThat(api.post(tenant.key(), "/api/v1/tasks", task).status()).isEqualTo(202);
        }
        JsonNode overview = overview("");
        assertThat(overview.path("upcoming")
                        .valueStream()
                        .map(next -> next.path("task_name").asString()))
                .containsExactly("in 600", "in 900", "in 1200");
        assertThat(overview.path("waiting").asInt()).isEqualTo(3);
        assertThat(overview.path("due_now").asInt()).isZero();
        jdbc.sql("delete from run where organization_id = :id")
                .param("id", tenant.organizationId())
                .update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1441", "abc", "1e3"})
    void a_window_that_is_none_is_refused(String window) {
        assertThat(api.get(tenant.key(), "/api/v1/overview?window_minutes=" + window)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void the_engine_tells_operators_how_it_is() {
        JsonNode engine =
                api.get(accounts.newOperator().key(), "/api/v1/engine").json().path("data");
        assertThat(engine.path("database_version").asString()).isNotBlank();
        assertThat(engine.path("durability").asString()).isEqualTo("relaxed");
        assertThat(engine.path("database_latency_ms").asDouble()).isPositive();
        assertThat(engine.path("nodes")
                        .valueStream()
                        .filter(node -> node.path("self").asBoolean()))
                .hasSize(1)
                .allSatisfy(node -> assertThat(node.path("state").asString()).isEqualTo("up"));
        assertThat(engine.path("egress_allow").toString()).contains("127.0.0.1/32:1024-65535");
        assertThat(api.get(accounts.newTenant().key(), "/api/v1/engine").status())
                .isEqualTo(403);
    }
}
