package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§13 Sync")
class Section13SyncTest extends Contract {
    private static final String SYNC = "/api/v1/sync";

    Section13SyncTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    private static String item(String name, String more) {
        return "{\"name\":\"" + name + "\",\"url\":\"https://example.com/\",\"schedule_type\":\"cron\","
                + "\"cron_expression\":\"0 3 * * *\"" + more + "}";
    }

    private JsonNode synced(String tasks, String more) {
        return data(put(SYNC, "{\"tasks\":[" + tasks + "]" + more + "}"), 200);
    }

    private String names() {
        return get(TASKS + "?type=recurring").json().path("data").findValuesAsString("name").stream()
                .sorted()
                .toList()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"delete_removed\":true}", "{\"tasks\":null}"})
    void without_any_array_it_is_400(String json) {
        assertRefused(put(SYNC, json), 400, "bad_request", null);
    }

    @Test
    void unknown_names_are_created_and_known_ones_updated() {
        assertThat(synced(item("A", "") + "," + item("B", ""), "")
                        .at("/tasks/created_count")
                        .asInt())
                .isEqualTo(2);
        JsonNode second = synced(item("A", ",\"timeout_ms\":5000") + "," + item("C", ""), "");
        assertThat(second.at("/tasks/updated").toString()).isEqualTo("[\"A\"]");
        assertThat(second.at("/tasks/created").toString()).isEqualTo("[\"C\"]");
        assertThat(names()).isEqualTo("[A, B, C]");
    }

    @Test
    void an_item_updates_the_given_fields_only() {
        synced(item("A", ",\"timeout_ms\":5000,\"priority\":7"), "");
        synced("{\"name\":\"A\",\"timeout_ms\":6000}", "");
        JsonNode task = get(TASKS + "?type=recurring").json().at("/data/0");
        assertThat(task.path("timeout_ms").asInt()).isEqualTo(6000);
        assertThat(task.path("priority").asInt()).isEqualTo(7);
        assertThat(task.path("cron_expression").asString()).isEqualTo("0 3 * * *");
    }

    @Test
    void what_is_not_in_the_list_stays_without_delete_removed() {
        synced(item("A", "") + "," + item("B", ""), "");
        synced(item("A", ""), "");
        assertThat(names()).isEqualTo("[A, B]");
    }

    @Test
    void with_delete_removed_what_is_not_in_the_list_goes() {
        synced(item("A", "") + "," + item("B", ""), "");
        assertThat(synced(item("A", ""), ",\"delete_removed\":true")
                        .at("/tasks/deleted")
                        .toString())
                .isEqualTo("[\"B\"]");
        assertThat(names()).isEqualTo("[A]");
    }

    @Test
    void an_empty_list_with_delete_removed_deletes_all_of_the_kind() {
        synced(item("A", "") + "," + item("B", ""), "");
        synced("", ",\"delete_removed\":true");
        assertThat(names()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "[]"})
    void delete_removed_must_be_json_true(String value) {
        synced(item("A", ""), "");
        assertRefused(
                put(SYNC, "{\"tasks\":[],\"delete_removed\":" + value + "}"),
                422,
                "validation_error",
                "delete_removed");
        assertThat(names()).isEqualTo("[A]");
    }

    @Test
    void one_time_tasks_take_no_part() {
        String once = waiting(",\"name\":\"A\"");
        JsonNode result = synced(
                "{\"name\":\"Once\",\"url\":\"https://example.com/\",\"schedule_type\":\"once\"}",
                ",\"delete_removed\":true");
        assertThat(result.path("skipped").toString()).isEqualTo("[\"Once\"]");
        assertThat(get(TASKS + "/" + once).status()).isEqualTo(200);
    }

    @Test
    void one_bad_item_rolls_everything_back_and_is_named() {
        TestApi.Answer answer =
                put(SYNC, "{\"tasks\":[" + item("Good", "") + ",{\"name\":\"Bad\",\"url\":\"nonsense\"}]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/code").asString()).isEqualTo("validation_error");
        JsonNode details = answer.json().at("/error/details");
        assertThat(details.isArray()).isTrue();
        assertThat(details.get(0).path("name").asString()).isEqualTo("Bad");
        assertThat(details.get(0).path("error").asString()).contains("url");
        assertThat(names()).isEqualTo("[]");
    }

    @Test
    void a_name_is_required() {
        assertThat(put(SYNC, "{\"tasks\":[{\"url\":\"https://example.com/\",\"cron_expression\":\"0 3 * * *\"}]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void the_six_keys_on_top_repeat_the_tasks() {
        JsonNode result = synced(item("A", ""), "");
        assertThat(result.path("created")).isEqualTo(result.at("/tasks/created"));
        assertThat(result.path("updated")).isEqualTo(result.at("/tasks/updated"));
        assertThat(result.path("deleted")).isEqualTo(result.at("/tasks/deleted"));
        assertThat(result.path("created_count").asInt()).isEqualTo(1);
        assertThat(result.path("updated_count").asInt()).isZero();
        assertThat(result.path("deleted_count").asInt()).isZero();
    }

    @Test
    void the_message_counts_what_was_done() {
        TestApi.Answer first = put(SYNC, "{\"tasks\":[" + item("A", "") + "," + item("B", "") + "]}");
        assertThat(first.json().path("message").asString()).isEqualTo("Sync complete: 2 created");
        TestApi.Answer second = put(
                SYNC,
                "{\"tasks\":[" + item("A", ",\"priority\":3") + "," + item("C", "") + "],\"delete_removed\":true}");
        assertThat(second.json().path("message").asString())
                .isEqualTo("Sync complete: 1 created, 1 updated, 1 deleted");
        TestApi.Answer none = put(SYNC, "{\"tasks\":[]}");
        assertThat(none.json().path("message").asString()).isEqualTo("No changes");
    }

    @Test
    void a_dry_run_says_the_plan_and_does_nothing() {
        synced(item("A", "") + "," + item("B", ""), "");
        JsonNode plan =
                synced(item("A", ",\"priority\":3") + "," + item("C", ""), ",\"delete_removed\":true,\"dry_run\":true");
        assertThat(plan.at("/tasks/create").toString()).isEqualTo("[\"C\"]");
        assertThat(plan.at("/tasks/change/0/name").asString()).isEqualTo("A");
        assertThat(plan.at("/tasks/change/0/fields/priority/to").asInt()).isEqualTo(3);
        assertThat(plan.at("/tasks/delete/0/name").asString()).isEqualTo("B");
        assertThat(names()).isEqualTo("[A, B]");
    }

    private static String monitor(String name, String more) {
        return "{\"name\":\"" + name + "\",\"schedule_type\":\"interval\",\"interval_seconds\":3600" + more + "}";
    }

    private JsonNode monitors(String items, String more) {
        return data(put(SYNC, "{\"monitors\":[" + items + "]" + more + "}"), 200);
    }

    @Test
    void monitors_are_matched_by_name_like_tasks() {
        assertThat(monitors(monitor("A", "") + "," + monitor("B", ""), "")
                        .at("/monitors/created")
                        .toString())
                .isEqualTo("[\"A\",\"B\"]");
        JsonNode second = monitors("{\"name\":\"A\",\"grace_period_seconds\":60}," + monitor("C", ""), "");
        assertThat(second.at("/monitors/updated").toString()).isEqualTo("[\"A\"]");
        assertThat(second.at("/monitors/created").toString()).isEqualTo("[\"C\"]");
        assertThat(monitors(monitor("A", ""), ",\"delete_removed\":true")
                        .at("/monitors/deleted_count")
                        .asInt())
                .isEqualTo(2);
        JsonNode left = get("/api/v1/monitors").json().path("data");
        assertThat(left.findValuesAsString("name")).containsExactly("A");
        assertThat(left.at("/0/grace_period_seconds").asInt()).isEqualTo(60);
    }

    @Test
    void a_monitor_that_is_wrong_keeps_the_tasks_from_being_stored() {
        TestApi.Answer answer = put(
                SYNC,
                "{\"tasks\":[" + item("A", "") + "],\"monitors\":[" + monitor("M", ",\"grace_period_seconds\":-1")
                        + "]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details/0/name").asString()).isEqualTo("M");
        assertThat(answer.json().at("/error/details/0/error").asString()).startsWith("grace_period_seconds: ");
        assertThat(names()).isEqualTo("[]");
    }

    @Test
    void a_dry_run_says_what_it_would_do_to_monitors() {
        monitors(monitor("A", ""), "");
        JsonNode plan = monitors(monitor("A", ",\"enabled\":false"), ",\"dry_run\":true");
        assertThat(plan.at("/monitors/change/0/fields/enabled/from").asBoolean())
                .isTrue();
        assertThat(plan.at("/monitors/change/0/fields").size()).isEqualTo(1);
        assertThat(get("/api/v1/monitors").json().at("/data/0/enabled").asBoolean())
                .isTrue();
    }
}
