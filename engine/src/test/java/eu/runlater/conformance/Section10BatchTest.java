package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§10 Batch and bulk cancel")
class Section10BatchTest extends Contract {
    private static final String TO = ",\"url\":\"https://example.com/\",\"queue\":\"mailing\"";

    Section10BatchTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void every_item_becomes_a_task_of_one_moment() {
        JsonNode made = data(post(BATCH, "{\"items\":[1,2,3],\"delay\":\"1h\"" + TO + "}"), 201);
        assertThat(made.path("queue").asString()).isEqualTo("mailing");
        assertThat(made.path("created").asInt()).isEqualTo(3);
        assertThat(get(TASKS + "?queue=mailing").json().path("data").findValuesAsString("scheduled_at"))
                .hasSize(3)
                .containsOnly(made.path("scheduled_for").asString());
    }

    @Test
    void a_text_is_sent_as_it_is_and_anything_else_as_json() {
        try (TestTarget target = TestTarget.start()) {
            post(BATCH, "{\"items\":[\"plain\",{\"a\":1},null],\"queue\":\"q\",\"url\":\"" + target.url("/b") + "\"}");
            assertThat(target.awaitCalls("/b", 3).stream().map(TestTarget.Call::text))
                    .containsExactly("plain", "{\"a\":1}", "null");
        }
    }

    @Test
    void a_thousand_items_are_taken() {
        assertThat(data(post(BATCH, "{\"items\":" + numbers(1_000) + ",\"delay\":\"1h\"" + TO + "}"), 201)
                        .path("created")
                        .asInt())
                .isEqualTo(1_000);
    }

    @Test
    void more_are_refused_and_nothing_is_stored() {
        assertRefused(
                post(BATCH, "{\"items\":" + numbers(1_001) + ",\"delay\":\"1h\"" + TO + "}"),
                400,
                "invalid_params",
                "items");
        assertThat(get(TASKS).json().path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|items",
                "{\"items\":5,\"url\":\"https://example.com/\",\"queue\":\"q\"}|items",
                "{\"items\":[],\"url\":\"https://example.com/\",\"queue\":\"q\"}|items",
                "{\"items\":[1],\"queue\":\"q\"}|url",
                "{\"items\":[1],\"url\":\"https://example.com/\"}|queue",
                "{\"items\":[1],\"url\":\"https://example.com/\",\"queue\":\"\"}|queue",
                "{\"items\":[1],\"url\":\"nonsense\",\"queue\":\"q\"}|url"
            })
    void parameters_are_checked_in_order_and_named(String json, String field) {
        assertRefused(post(BATCH, json), 400, "invalid_params", field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"delay\":\"soon\"|400|invalid_delay",
                "\"run_at\":\"soon\"|400|invalid_run_at",
                "\"timeout_ms\":1|422|validation_error",
                "\"method\":\"x\"|422|validation_error",
                "\"retry_attempts\":50|422|validation_error",
                "\"headers\":[]|422|validation_error"
            })
    void the_rest_is_checked_as_for_a_single_task(String field, int status, String code) {
        assertRefused(post(BATCH, "{\"items\":[1]," + field + TO + "}"), status, code, null);
        assertThat(get(TASKS).json().path("data")).isEmpty();
    }

    @Test
    void run_at_comes_before_delay() {
        assertThat(data(
                                post(
                                        BATCH,
                                        "{\"items\":[1],\"delay\":\"1h\",\"run_at\":\"2030-01-01T00:00:00Z\"" + TO
                                                + "}"),
                                201)
                        .path("scheduled_for")
                        .asString())
                .isEqualTo("2030-01-01T00:00:00.000Z");
    }

    @Test
    void bulk_cancel_removes_one_time_and_recurring_tasks_of_the_queue_only() {
        post(BATCH, "{\"items\":[1,2],\"delay\":\"1h\"" + TO + "}");
        recurring(",\"queue\":\"mailing\"");
        String other = waiting(",\"queue\":\"other\"");
        assertThat(data(delete(TASKS + "?queue=mailing"), 200).path("cancelled").asInt())
                .isEqualTo(3);
        assertThat(get(TASKS).json().path("data").findValuesAsString("id")).containsExactly(other);
    }

    @Test
    void bulk_cancel_of_an_unknown_queue_is_200_with_0() {
        assertThat(data(delete(TASKS + "?queue=nobody"), 200).path("cancelled").asInt())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?queue="})
    void bulk_cancel_without_a_queue_is_400(String query) {
        waiting("");
        assertRefused(delete(TASKS + query), 400, "invalid_params", "queue");
        assertThat(get(TASKS).json().path("data")).hasSize(1);
    }
}
