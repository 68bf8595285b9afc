package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("§2 Authentication")
class Section02AuthenticationTest extends Contract {
    Section02AuthenticationTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    private TestApi.Answer with(String authorization) {
        return api.call("GET", null, TASKS, null, Map.of("Authorization", authorization));
    }

    @Test
    void a_key_is_one_token_of_51_characters() {
        assertThat(tenant.key()).matches("sk_live_[A-Za-z0-9_-]{43}");
        assertThat(with("Bearer " + tenant.key()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "BeArEr "})
    void the_scheme_may_be_in_any_case(String scheme) {
        assertThat(with(scheme + tenant.key()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic c2s6",
                "Bearer",
                "Bearer ",
                "Bearer sk_live_...",
                "Bearer sk_live_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Bearer pk_live_xxx.sk_live_xxx",
                "Token abc"
            })
    void every_way_to_fail_gives_the_same_401(String authorization) {
        TestApi.Answer none = api.get(null, TASKS);
        assertRefused(none, 401, "unauthorized", null);
        TestApi.Answer answer = with(authorization);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(none.body());
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void a_path_that_does_not_exist_tells_a_stranger_nothing() {
        assertThat(api.get(null, "/api/v1/nothing-here").body())
                .isEqualTo(api.get(null, TASKS).body());
    }

    @Test
    void scope_read_may_read_and_nothing_else() {
        String key = accounts.newKey(tenant.organizationId(), "read");
        assertThat(api.get(key, TASKS).status()).isEqualTo(200);
        assertThat(api.get(key, QUEUES).status()).isEqualTo(200);
        assertRefused(api.post(key, QUEUE, "{\"url\":\"https://example.com/\"}"), 403, "forbidden", null);
        assertRefused(api.delete(key, TASKS + "/" + waiting("")), 403, "forbidden", null);
    }

    @Test
    void scope_read_may_ask_what_a_schedule_would_do() {
        String key = accounts.newKey(tenant.organizationId(), "read");
        assertThat(api.post(key, "/api/v1/cron/preview", "{\"cron\":\"0 3 * * *\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void scope_enqueue_creates_and_reads_its_own_result() {
        String key = accounts.newKey(tenant.organizationId(), "enqueue");
        String id = data(api.post(key, TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"1h\"}"), 202)
                .path("task_id")
                .asString();
        assertThat(api.get(key, TASKS + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void scope_enqueue_sees_neither_lists_nor_what_others_made() {
        String key = accounts.newKey(tenant.organizationId(), "enqueue");
        assertRefused(api.get(key, TASKS), 403, "forbidden", null);
        assertRefused(api.get(key, TASKS + "/" + waiting("")), 404, "not_found", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void health_needs_no_key(String path) {
        assertThat(api.get(null, path).status()).isEqualTo(200);
    }
}
