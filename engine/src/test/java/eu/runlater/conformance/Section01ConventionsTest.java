package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§1 Conventions")
class Section01ConventionsTest extends Contract {
    Section01ConventionsTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    @Test
    void answers_are_json_in_utf_8() {
        String id = waiting(",\"name\":\"Müllabfuhr ✓\"");
        TestApi.Answer answer = get(TASKS + "/" + id);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(data(answer, 200).path("name").asString()).isEqualTo("Müllabfuhr ✓");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/*", "text/html, application/json;q=0.1"})
    void an_accept_header_that_allows_json_is_served(String accept) {
        assertThat(api.call("GET", tenant.key(), TASKS, null, Map.of("Accept", accept))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "application/json;q=0", "nonsense"})
    void an_accept_header_that_does_not_allow_json_is_406(String accept) {
        assertRefused(
                api.call("GET", tenant.key(), TASKS, null, Map.of("Accept", accept)), 406, "not_acceptable", null);
    }

    @Test
    void outside_the_api_the_accept_header_does_not_matter() {
        assertThat(api.call("GET", null, "/health", null, Map.of("Accept", "text/html"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ids_are_uuids_of_version_7_in_lower_case() {
        String id = waiting("");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void moments_are_utc_with_milliseconds() {
        JsonNode task = data(get(TASKS + "/" + waiting("")), 200);
        for (String field : new String[] {"inserted_at", "updated_at", "scheduled_at"}) {
            assertThat(task.path(field).asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2099-05-04T09:30:00", "2099-05-04", "tomorrow", "2099-02-30T00:00:00Z", "4083955200"})
    void a_moment_without_an_offset_is_refused(String moment) {
        assertRefused(
                post(TASKS, "{\"url\":\"https://example.com/\",\"run_at\":\"" + moment + "\"}"),
                400,
                "invalid_run_at",
                "run_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-05-04T09:30:00Z", "2030-05-04T11:30:00+02:00", "2030-05-04T11:30:00.000+0200"})
    void a_moment_with_an_offset_is_taken_whatever_the_offset(String moment) {
        JsonNode accepted = data(post(TASKS, "{\"url\":\"https://example.com/\",\"run_at\":\"" + moment + "\"}"), 202);
        assertThat(accepted.path("scheduled_for").asString()).isEqualTo("2030-05-04T09:30:00.000Z");
    }

    @Test
    void an_unknown_field_is_refused_and_the_nearest_one_named() {
        TestApi.Answer answer = post(TASKS, "{\"url\":\"https://example.com/\",\"retry_atempts\":3}");
        assertRefused(answer, 422, "unknown_field", "retry_atempts");
        assertThat(answer.body()).contains("retry_attempts");
    }

    @Test
    void null_means_the_same_as_missing_on_create() {
        JsonNode task = data(get(TASKS + "/" + waiting(",\"timeout_ms\":null,\"queue\":null,\"name\":null")), 200);
        assertThat(task.path("timeout_ms").asInt()).isEqualTo(30_000);
        assertThat(task.path("queue").isNull()).isTrue();
    }

    @Test
    void on_update_a_missing_field_stays_and_null_clears_it() {
        String id = waiting(",\"subject\":\"customer-7\",\"expected_status_codes\":\"200\"");
        JsonNode after = data(put(TASKS + "/" + id, "{\"expected_status_codes\":null}"), 200);
        assertThat(after.path("expected_status_codes").isNull()).isTrue();
        assertThat(after.path("subject").asString()).isEqualTo("customer-7");
    }

    @Test
    void put_and_patch_are_the_same_partial_update() {
        String id = waiting("");
        for (String method : new String[] {"PUT", "PATCH"}) {
            JsonNode task = data(
                    api.call(method, tenant.key(), TASKS + "/" + id, "{\"name\":\"by " + method + "\"}", Map.of()),
                    200);
            assertThat(task.path("name").asString()).isEqualTo("by " + method);
            assertThat(task.path("url").asString()).isEqualTo("https://example.com/");
        }
    }

    @Test
    void a_task_may_come_wrapped() {
        data(post(TASKS, "{\"task\":{\"url\":\"https://example.com/\",\"delay\":\"1h\"}}"), 202);
    }

    @Test
    void a_wrapper_beside_other_fields_is_refused() {
        assertRefused(
                post(TASKS, "{\"task\":{\"url\":\"https://example.com/\"},\"delay\":\"1h\"}"),
                400,
                "bad_request",
                null);
    }

    @Test
    void one_trailing_comma_is_tolerated() {
        data(post(TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"1h\",}"), 202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"url\":\"https://example.com/\",,}", "{'url':'https://example.com/'}", "{url:1}", "// x"})
    void nothing_else_is_lenient(String json) {
        assertRefused(post(TASKS, json), 400, "bad_request", null);
    }

    @Test
    void a_field_given_twice_is_refused() {
        assertRefused(
                post(TASKS, "{\"url\":\"https://example.com/\",\"url\":\"https://example.org/\"}"),
                400,
                "bad_request",
                null);
    }

    @Test
    void a_request_larger_than_the_limit_is_413() {
        String large = "{\"url\":\"https://example.com/\",\"body\":\"" + "x".repeat(1 << 20) + "\"}";
        assertRefused(post(TASKS, large), 413, "too_large", null);
    }

    @Test
    void head_is_get_without_a_body() {
        TestApi.Answer head = api.call("HEAD", tenant.key(), TASKS, null, Map.of());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void there_are_no_cors_headers() {
        TestApi.Answer answer = api.call("GET", tenant.key(), TASKS, null, Map.of("X-Test-Of", "cors"));
        assertThat(answer.raw().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void a_foreign_id_is_404_and_never_403() {
        String id = waiting("");
        String other = accounts.newTenant().key();
        assertRefused(api.get(other, TASKS + "/" + id), 404, "not_found", null);
    }
}
