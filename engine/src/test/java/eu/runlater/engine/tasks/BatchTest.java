package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `POST /tasks/batch` as a client sees it.
@EngineTest
class BatchTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private Tenant tenant;

    BatchTest(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void ownTenant() {
        tenant = accounts.newTenant();
    }

    private TestApi.Answer batch(String json) {
        return api.post(tenant.key(), "/api/v1/tasks/batch", json);
    }

    private JsonNode tasks() {
        return api.get(tenant.key(), "/api/v1/tasks?limit=100").json().get("data");
    }

    @Test
    void every_item_becomes_a_task_with_its_body() {
        try (TestTarget target = TestTarget.start()) {
            TestApi.Answer answer = batch("""
                    {"url": "%s", "queue": "may", "items": ["plain", {"a": 1.0}, [1 , 2], 5, null, true, ""]}
                    """.formatted(target.url("/b")));

            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(answer.json().at("/data/queue").asString()).isEqualTo("may");
            assertThat(answer.json().at("/data/created").asInt()).isEqualTo(7);
            assertThat(answer.json().at("/data/task_ids")).hasSize(7);
            assertThat(answer.json().get("message").asString()).isEqualTo("7 tasks stored.");
            Set<String> bodies = new HashSet<>();
            target.awaitCalls("/b", 7).forEach(call -> bodies.add(call.text()));
            assertThat(bodies).containsExactlyInAnyOrder("plain", "{\"a\":1.0}", "[1,2]", "5", "null", "true", "");
        }
    }

    @Test
    void a_thousand_items_are_stored_at_once() {
        String items = IntStream.range(0, 1_000).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));

        TestApi.Answer answer = batch(
                "{\"url\": \"https://example.com/\", \"queue\": \"q\", \"delay\": \"1h\", \"items\": [" + items + "]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().at("/data/created").asInt()).isEqualTo(1_000);
        assertThat(tasks()).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | items",
                "{\"items\": \"x\"} | items",
                "{\"items\": []} | items",
                "{\"items\": [1]} | url",
                "{\"items\": [1], \"url\": 5} | url",
                "{\"items\": [1], \"url\": \"nonsense\"} | queue",
                "{\"items\": [1], \"url\": \"https://example.com/\", \"queue\": \"\"} | queue",
                "{\"items\": [1], \"url\": \"nonsense\", \"queue\": \"q\"} | url"
            })
    void parameters_are_checked_in_order(String json, String field) {
        TestApi.Answer answer = batch(json);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asString()).isEqualTo("invalid_params");
        assertThat(answer.json().at("/error/message").asString()).startsWith(field);
    }

    @Test
    void more_than_a_thousand_items_are_refused() {
        TestApi.Answer answer = batch("{\"items\": [" + "1,".repeat(1_001) + "]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asString())
                .contains("1000")
                .contains("1001");
    }

    @Test
    void one_bad_item_is_named_by_its_index_and_nothing_is_stored() {
        TestApi.Answer answer = batch(
                "{\"url\": \"https://example.com/\", \"queue\": \"q\", \"delay\": \"1h\", \"items\": [\"a\", \"b\\u0000\"]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has("items[1]")).isTrue();
        assertThat(tasks()).isEmpty();
    }

    @Test
    void the_other_fields_are_checked_as_for_a_single_task() {
        String start = "{\"url\": \"https://example.com/\", \"queue\": \"q\", \"items\": [1], ";

        assertThat(batch(start + "\"delay\": \"soon\"}")
                        .json()
                        .at("/error/code")
                        .asString())
                .isEqualTo("invalid_delay");
        assertThat(batch(start + "\"run_at\": \"soon\"}")
                        .json()
                        .at("/error/code")
                        .asString())
                .isEqualTo("invalid_run_at");
        assertThat(batch(start + "\"timeout_ms\": 1}")
                        .json()
                        .at("/error/details")
                        .has("timeout_ms"))
                .isTrue();
        assertThat(batch(start + "\"body\": \"x\"}").json().at("/error/code").asString())
                .isEqualTo("unknown_field");
        assertThat(batch("{\"url\": \"http://10.0.0.1/\", \"queue\": \"q\", \"items\": [1]}")
                        .status())
                .isEqualTo(422);
        assertThat(tasks()).isEmpty();
    }

    @Test
    void may_be_larger_than_an_ordinary_request() {
        String item = "\"" + "x".repeat(200_000) + "\"";
        String items = (item + ",").repeat(20);

        TestApi.Answer answer = batch(
                "{\"url\": \"https://example.com/\", \"queue\": \"q\", \"delay\": \"1h\", \"items\": [" + items + "]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }
}
