package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§3 Errors and §7 routes")
class Section03ErrorsTest extends Contract {
    Section03ErrorsTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    @Test
    void a_validation_error_says_every_field_with_its_texts() {
        TestApi.Answer answer = post(
                TASKS, "{\"url\":\"ftp://example.com\",\"timeout_ms\":1,\"retry_attempts\":99,\"method\":\"post\"}");
        assertRefused(answer, 422, "validation_error", null);
        JsonNode details = answer.json().at("/error/details");
        for (String field : new String[] {"url", "timeout_ms", "retry_attempts", "method"}) {
            assertThat(details.path(field).path(0).asString()).as(field).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "42", "null", "{\"url\":", "{}{}", "\u0000"})
    void what_is_no_json_object_is_400(String body) {
        assertRefused(post(TASKS, body), 400, "bad_request", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1", "0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b9z", "%00", "undefined"})
    void an_id_that_is_no_uuid_is_400(String id) {
        assertRefused(get(TASKS + "/" + id), 400, "bad_request", null);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/tasks/0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90",
        "DELETE, /api/v1/tasks/0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90",
        "POST, /api/v1/tasks/0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90/trigger",
        "GET, /api/v1/tasks/0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90/executions",
        "GET, /api/v1/executions/0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90",
        "GET, /api/v1/nothing-here",
        "POST, /api/v1/overview",
        "DELETE, /api/v1/queue",
        "GET, /api/v1/tasks/batch/more"
    })
    void an_unknown_id_route_or_verb_is_404(String method, String path) {
        TestApi.Answer answer = api.call(method, tenant.key(), path, null, Map.of());
        assertRefused(answer, 404, "not_found", null);
    }

    @Test
    void a_batch_is_a_route_and_not_an_id() {
        assertRefused(post(BATCH, "{}"), 400, "invalid_params", "items");
    }

    @Test
    void a_deleted_task_is_404_the_second_time_too() {
        String id = waiting("");
        assertThat(delete(TASKS + "/" + id).status()).isEqualTo(204);
        assertRefused(delete(TASKS + "/" + id), 404, "not_found", null);
        assertRefused(get(TASKS + "/" + id), 404, "not_found", null);
    }

    @Test
    void errors_carry_neither_stack_trace_nor_sql() {
        for (String body : new String[] {"{\"url\":\"https://example.com/\",\"cron\":\"\\u0000\"}", "{\"url\":{}}"}) {
            assertThat(post(TASKS, body).body())
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContain("select ")
                    .doesNotContain("at eu.runlater");
        }
    }

    @Test
    void errors_are_never_cached() {
        assertThat(get(TASKS + "/" + NOBODY).header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://example.com/\\u0000\"}",
                "{\"url\":\"https://example.com/\",\"name\":\"a\\u0000b\"}",
                "{\"url\":\"https://example.com/\",\"name\":\"\\ud800\"}",
                "{\"url\":\"https://example.com/\",\"queue\":\"\\udc00\"}"
            })
    void nul_and_lone_surrogates_are_422(String json) {
        assertThat(post(TASKS, json).status()).isEqualTo(422);
    }

    @Test
    void json_deeper_than_64_levels_is_refused() {
        String deep = "[".repeat(70) + "]".repeat(70);
        assertThat(post(TASKS, "{\"url\":\"https://example.com/\",\"body\":" + deep + "}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_number_of_more_than_40_digits_is_refused() {
        assertThat(post(TASKS, "{\"url\":\"https://example.com/\",\"delay\":" + "9".repeat(41) + "}")
                        .status())
                .isBetween(400, 422);
    }
}
