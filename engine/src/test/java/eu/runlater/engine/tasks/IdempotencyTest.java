package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Repeated requests (G-IDM-1…3) as a client sees them.
@EngineTest
class IdempotencyTest {
    private static final String WORK = "{\"url\": \"https://example.com/\", \"delay\": \"1h\"}";

    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final InstantSource clock;
    private Tenant tenant;

    IdempotencyTest(TestAccounts accounts, TestApi api, TestTime time, InstantSource clock) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.clock = clock;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void ownTenant() {
        tenant = accounts.newTenant();
    }

    private TestApi.Answer post(String path, String json, String key) {
        return api.call("POST", tenant.key(), path, json, Map.of("Idempotency-Key", key));
    }

    private TestApi.Answer create(String json, String key) {
        return post("/api/v1/tasks", json, key);
    }

    private int stored() {
        return api.get(tenant.key(), "/api/v1/tasks").json().get("data").size();
    }

    @Test
    void a_repeat_is_answered_as_the_first_was_and_does_nothing() {
        TestApi.Answer first = create(WORK, "k-1");
        TestApi.Answer second = create(WORK, "k-1");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("Content-Type")).startsWith("application/json");
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        create(WORK, "k-1");

        TestApi.Answer answer = create(WORK.replace("1h", "2h"), "k-1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/code").asString()).isEqualTo("idempotency_mismatch");
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        assertThat(create("{\"url\": 5}", "k-1").status()).isEqualTo(422);
        assertThat(create(WORK, "k-1").status()).isEqualTo(202);
    }

    @Test
    void a_key_is_of_one_path_and_one_organization() {
        create(WORK, "k-1");
        Tenant other = accounts.newTenant();

        assertThat(post(
                                "/api/v1/tasks/batch",
                                "{\"url\": \"https://example.com/\", \"queue\": \"q\", \"delay\": \"1h\", \"items\": [1]}",
                                "k-1")
                        .status())
                .isEqualTo(201);
        assertThat(api.call("POST", other.key(), "/api/v1/tasks", WORK, Map.of("Idempotency-Key", "k-1"))
                        .header("Idempotent-Replayed"))
                .isNull();
    }

    @Test
    void a_repeat_is_answered_even_when_its_moment_has_passed() {
        String soon = "{\"url\": \"https://example.com/\", \"run_at\": \""
                + clock.instant().plusSeconds(7200) + "\"}";
        TestApi.Answer first = create(soon, "k-1");
        api.delete(
                tenant.key(),
                "/api/v1/tasks/" + first.json().at("/data/task_id").asString());

        time.advance(Duration.ofHours(5));

        assertThat(create(soon, "k-1").body()).isEqualTo(first.body());
        assertThat(create(soon, "k-2").status()).isEqualTo(422);
    }

    @Test
    void a_trigger_is_repeated_safely_even_after_the_task_was_deleted() {
        String id = create(WORK, "k-0").json().at("/data/task_id").asString();
        String path = "/api/v1/tasks/" + id + "/trigger";

        TestApi.Answer first = post(path, "", "k-1");
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(post(path, "", "k-1").body()).isEqualTo(first.body());
        api.delete(tenant.key(), "/api/v1/tasks/" + id);

        assertThat(post(path, "", "k-1").body()).isEqualTo(first.body());
        assertThat(post(path, "", "k-2").status()).isEqualTo(404);
    }

    @Test
    void after_a_day_the_key_is_free_again() {
        TestApi.Answer first = create(WORK, "k-1");

        time.advance(Duration.ofHours(24).plusSeconds(1));

        assertThat(create(WORK, "k-1").body()).isNotEqualTo(first.body());
    }

    @Test
    void many_at_once_make_one_task_and_all_hear_the_same() throws Exception {
        List<Callable<TestApi.Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(() -> create(WORK, "k-1"));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TestApi.Answer>> answers = threads.invokeAll(calls);
            String body = answers.getFirst().get().body();
            for (Future<TestApi.Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(202);
                assertThat(answer.get().body()).isEqualTo(body);
            }
        }
        assertThat(stored()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "a\tb"})
    void a_key_that_is_not_visible_ascii_is_refused(String key) {
        assertRefused(key);
    }

    @Test
    void a_key_of_256_characters_is_refused() {
        assertThat(create(WORK, "x".repeat(255)).status()).isEqualTo(202);
        assertRefused("x".repeat(256));
    }

    private void assertRefused(String key) {
        TestApi.Answer answer = create(WORK, key);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asString()).contains("Idempotency-Key");
    }

    @Test
    void an_empty_key_counts_as_none() {
        assertThat(create(WORK, "").body()).isNotEqualTo(create(WORK, "").body());
    }
}
