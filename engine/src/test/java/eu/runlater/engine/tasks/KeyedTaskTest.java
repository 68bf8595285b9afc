package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Deduplication and debounce (decision 19).
@EngineTest
class KeyedTaskTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;

    KeyedTaskTest(TestAccounts accounts, TestApi api, TestTime time) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
    }

    @Test
    void many_requests_with_one_dedupe_key_make_one_run() throws Exception {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String json = """
                    {"url":"%s","dedupe_key":"order-1","dedupe_window":"1h"}""".formatted(target.url("/hook"));
            List<Future<TestApi.Answer>> answers = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> api.post(tenant.key(), "/api/v1/queue", json)))
                    .toList();

            List<String> runs = new java.util.ArrayList<>();
            int repeats = 0;
            for (Future<TestApi.Answer> answer : answers) {
                JsonNode data = answer.get().json().path("data");
                assertThat(answer.get().status()).isEqualTo(202);
                runs.add(data.path("run_id").asString());
                repeats += data.path("deduplicated").asBoolean(false) ? 1 : 0;
            }

            assertThat(runs).hasSize(20).containsOnly(runs.getFirst());
            assertThat(repeats).isEqualTo(19);
            target.awaitCalls("/hook", 1);
            assertThat(target.calls("/hook")).hasSize(1);
        }
    }

    @Test
    void a_dedupe_key_is_free_again_after_its_window() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            String json = """
                    {"url":"%s","dedupe_key":"a","dedupe_window":"10m"}""".formatted(target.url("/hook"));
            String first = run(api.post(tenant.key(), "/api/v1/queue", json));
            time.advance(Duration.ofMinutes(11));

            assertThat(run(api.post(tenant.key(), "/api/v1/queue", json))).isNotEqualTo(first);
            target.awaitCalls("/hook", 2);
        }
    }

    private static String run(TestApi.Answer answer) {
        return answer.json().at("/data/run_id").asString();
    }

    @Test
    void of_calls_with_one_debounce_key_the_last_one_runs_and_the_others_end_on_record() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            JsonNode first = debounced(tenant, target, 1);
            JsonNode second = debounced(tenant, target, 2);
            JsonNode third = debounced(tenant, target, 3);
            time.advance(Duration.ofSeconds(31));

            List<TestTarget.Call> calls = target.awaitCalls("/hook", 1);

            assertThat(calls).hasSize(1);
            assertThat(calls.getFirst().text()).isEqualTo("{\"n\":3}");
            for (JsonNode replaced : List.of(first, second)) {
                JsonNode shown = api.get(
                                tenant.key(),
                                "/api/v1/executions/"
                                        + replaced.path("execution_id").asString())
                        .json()
                        .at("/data/execution");
                assertThat(shown.path("status").asString()).isEqualTo("cancelled");
                assertThat(shown.path("error_message").asString()).contains("newer call");
            }
            assertThat(third.path("status").asString()).isEqualTo("pending");
        }
    }

    private JsonNode debounced(Tenant tenant, TestTarget target, int n) {
        return api.post(tenant.key(), "/api/v1/tasks", """
                {"url":"%s","body":{"n":%d},"debounce_key":"k","debounce":"30s"}""".formatted(target.url("/hook"), n))
                .json()
                .path("data");
    }

    @Test
    void keys_that_contradict_each_other_are_refused() {
        Tenant tenant = accounts.newTenant();
        String url = "\"url\":\"https://shop.example/\",";

        assertThat(refused(tenant, url + "\"dedupe_key\":\"a\",\"debounce_key\":\"b\",\"debounce\":\"1s\""))
                .contains("debounce_key");
        assertThat(refused(tenant, url + "\"dedupe_window\":\"1h\"")).contains("dedupe_key");
        assertThat(refused(tenant, url + "\"debounce_key\":\"b\"")).contains("is required with debounce_key");
        assertThat(refused(tenant, url + "\"debounce_key\":\"b\",\"debounce\":\"1s\",\"delay\":\"5m\""))
                .contains("delay");
        assertThat(refused(tenant, url + "\"dedupe_key\":\"b\",\"dedupe_window\":\"40d\""))
                .contains("at most 30d");
    }

    private String refused(Tenant tenant, String fields) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks", "{" + fields + "}");
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().at("/error/details").toString();
    }
}
