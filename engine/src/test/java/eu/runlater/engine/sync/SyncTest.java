package eu.runlater.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `PUT /sync` over HTTP (api.md §13).
@EngineTest
class SyncTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final Tenant tenant;

    SyncTest(TestAccounts accounts, TestApi api, TestTime time) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.tenant = accounts.newTenant();
    }

    private TestApi.Answer put(String json) {
        return api.call("PUT", tenant.key(), "/api/v1/sync", json, Map.of());
    }

    private JsonNode done(Map<String, ?> file) {
        TestApi.Answer answer = put(JSON.writeValueAsString(file));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, Object> item(String name, Object... more) {
        Map<String, Object> item = new LinkedHashMap<>(Map.of(
                "name", name, "url", "https://example.com/" + name.replace(' ', '-'), "cron_expression", "30 2 * * *"));
        for (int i = 0; i < more.length; i += 2) {
            item.put((String) more[i], more[i + 1]);
        }
        return item;
    }

    private static Map<String, Object> file(List<?> tasks, Object... more) {
        Map<String, Object> file = new LinkedHashMap<>(Map.of("tasks", tasks));
        for (int i = 0; i < more.length; i += 2) {
            file.put((String) more[i], more[i + 1]);
        }
        return file;
    }

    private List<JsonNode> stored() {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(tenant.key(), "/api/v1/tasks?type=recurring&limit=100&cursor=" + cursor)
                    .json();
            page.path("data").forEach(all::add);
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream()
                .map(node ->
                        node.isString() ? node.asString() : node.path("name").asString())
                .toList();
    }

    @Test
    void five_hundred_tasks_changed_and_synced_again_dry_name_exactly_the_changes() {
        List<Map<String, Object>> items = new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(i -> item(
                        "job %03d".formatted(i),
                        "queue",
                        "nightly",
                        "headers",
                        Map.of("X-Job", "n" + i, "Authorization", "Bearer secret-" + i),
                        "body",
                        Map.of("job", i, "deep", List.of(1, 2.50, Map.of("a", true)))))
                .toList());
        JsonNode first = done(file(items));
        assertThat(first.at("/data/tasks/created_count").asInt()).isEqualTo(500);
        assertThat(first.path("message").asString()).isEqualTo("Sync complete: 500 created");
        List<JsonNode> before = stored();

        items.set(3, with(items.get(3), "cron_expression", "0 4 * * *"));
        items.set(7, with(items.get(7), "timeout_ms", 60_000, "url", "https://example.org/moved"));
        items.set(9, with(items.get(9), "body", Map.of("job", 9)));
        items.set(11, with(items.get(11), "headers", Map.of("X-Job", "n11", "Authorization", "Bearer rotated")));
        items.set(13, with(items.get(13), "enabled", false));
        items.remove(20);
        items.add(item("job new"));
        JsonNode plan =
                done(file(items, "delete_removed", true, "dry_run", true)).path("data");

        JsonNode tasks = plan.path("tasks");
        assertThat(plan.path("dry_run").asBoolean()).isTrue();
        assertThat(names(tasks.path("create"))).containsExactly("job new");
        assertThat(names(tasks.path("delete"))).containsExactly("job 020");
        assertThat(names(tasks.path("change"))).containsExactly("job 003", "job 007", "job 009", "job 011", "job 013");
        assertThat(tasks.path("unchanged_count").asInt()).isEqualTo(494);
        assertThat(tasks.at("/change/0/fields").toString())
                .isEqualTo("{\"cron_expression\":{\"from\":\"30 2 * * *\",\"to\":\"0 4 * * *\"}}");
        assertThat(tasks.at("/change/1/fields").propertyNames()).containsExactlyInAnyOrder("url", "timeout_ms");
        assertThat(tasks.at("/change/1/fields/timeout_ms/from").asInt()).isEqualTo(30_000);
        assertThat(tasks.at("/change/2/fields/body/to").asString()).isEqualTo("{\"job\":9}");
        assertThat(tasks.at("/change/3/fields").propertyNames()).containsExactly("headers");
        assertThat(tasks.at("/change/4/fields").propertyNames()).containsExactly("enabled");
        assertThat(plan.toString()).doesNotContain("secret-11", "rotated");
        assertThat(stored()).isEqualTo(before);

        JsonNode applied = done(file(items, "delete_removed", true));
        assertThat(applied.path("message").asString()).isEqualTo("Sync complete: 1 created, 499 updated, 1 deleted");
        assertThat(applied.at("/data/tasks/unchanged_count").asInt()).isEqualTo(494);
        assertThat(done(file(items, "delete_removed", true, "dry_run", true))
                        .path("message")
                        .asString())
                .isEqualTo("No changes");
    }

    private static Map<String, Object> with(Map<String, Object> item, Object... more) {
        Map<String, Object> changed = new LinkedHashMap<>(item);
        for (int i = 0; i < more.length; i += 2) {
            changed.put((String) more[i], more[i + 1]);
        }
        return changed;
    }

    @Nested
    class Matching {
        @Test
        void known_names_are_updated_with_the_given_fields_and_others_created() {
            done(file(List.of(item("a", "timeout_ms", 5_000, "queue", "q"))));

            JsonNode answer = done(file(List.of(Map.of("name", "a", "timeout_ms", 6_000), item("b"))))
                    .path("data");

            assertThat(names(answer.at("/tasks/created"))).containsExactly("b");
            assertThat(names(answer.at("/tasks/updated"))).containsExactly("a");
            assertThat(names(answer.path("created"))).containsExactly("b"); // the deprecated copy
            assertThat(answer.path("updated_count").asInt()).isEqualTo(1);
            assertThat(answer.at("/monitors/created_count").asInt()).isZero();
            JsonNode a = stored().getFirst();
            assertThat(a.path("timeout_ms").asInt()).isEqualTo(6_000);
            assertThat(a.path("queue").asString()).isEqualTo("q");
        }

        @Test
        void what_is_not_in_the_list_stays_unless_it_is_to_be_deleted() {
            done(file(List.of(item("a"), item("b"))));

            assertThat(done(file(List.of(item("a")))).at("/data/deleted_count").asInt())
                    .isZero();
            assertThat(names(done(file(List.of(item("a")), "delete_removed", true))
                            .at("/data/deleted")))
                    .containsExactly("b");
            assertThat(names(done(file(List.of(), "delete_removed", true)).at("/data/deleted")))
                    .containsExactly("a");
            assertThat(stored()).isEmpty();
        }

        @Test
        void a_sync_that_changes_nothing_touches_nothing() {
            Map<String, Object> interval = item("tick");
            interval.remove("cron_expression");
            interval.put("every", "7m");
            done(file(List.of(item("a"), interval)));
            List<JsonNode> before = stored();
            time.advance(Duration.ofMinutes(5));

            JsonNode answer = done(file(List.of(item("a"), interval)));

            assertThat(names(answer.at("/data/tasks/unchanged"))).containsExactly("a", "tick");
            assertThat(answer.path("message").asString()).isEqualTo("Sync complete: 2 updated");
            for (int i = 0; i < 2; i++) {
                JsonNode now = stored().get(i);
                for (String same : List.of("next_run_at", "version", "updated_at", "id")) {
                    assertThat(now.path(same)).as(same).isEqualTo(before.get(i).path(same));
                }
            }
            assertThat(api.get(tenant.key(), "/api/v1/audit?action=task").json().path("data"))
                    .hasSize(2);
        }

        @Test
        void one_time_items_are_skipped_and_one_time_tasks_are_not_matched() {
            api.post(tenant.key(), "/api/v1/tasks", """
                    {"name": "a", "url": "https://example.com/", "delay": "1d"}""");

            JsonNode answer = done(file(
                            List.of(
                                    item("a"),
                                    Map.of("name", "later", "schedule_type", "once", "url", "https://e.com/")),
                            "delete_removed",
                            true))
                    .path("data");

            assertThat(names(answer.path("created"))).containsExactly("a");
            assertThat(names(answer.path("skipped"))).containsExactly("later");
            assertThat(answer.path("deleted_count").asInt()).isZero();
            assertThat(api.get(tenant.key(), "/api/v1/tasks").json().path("data"))
                    .hasSize(2);
        }

        @Test
        void tasks_of_another_organization_are_neither_matched_nor_deleted() {
            done(file(List.of(item("a"), item("b"))));
            Tenant other = accounts.newTenant();

            TestApi.Answer answer = api.call(
                    "PUT",
                    other.key(),
                    "/api/v1/sync",
                    JSON.writeValueAsString(file(List.of(item("a")), "delete_removed", true)),
                    Map.of());

            assertThat(names(answer.json().at("/data/created"))).containsExactly("a");
            assertThat(answer.json().at("/data/deleted_count").asInt()).isZero();
            assertThat(stored()).hasSize(2);
        }

        @Test
        void what_it_did_is_on_record_with_its_reason() {
            done(file(List.of(item("a")), "reason", "release 7"));

            String audit = api.get(tenant.key(), "/api/v1/audit").body();

            assertThat(audit).contains("sync.applied", "task.created", "release 7");
        }
    }

    @Nested
    class Refused {
        @Test
        void one_bad_item_rolls_everything_back_and_each_is_named_with_all_that_is_wrong() {
            TestApi.Answer answer = put(JSON.writeValueAsString(file(List.of(
                    item("good"),
                    Map.of("name", "Broken job", "url", "ftp://x", "cron_expression", "hourly?"),
                    Map.of("url", "https://example.com"),
                    item("twice"),
                    item("twice"),
                    item("typo", "timeut_ms", 5),
                    "text"))));

            assertThat(answer.status()).isEqualTo(422);
            JsonNode error = answer.json().path("error");
            assertThat(error.path("code").asString()).isEqualTo("validation_error");
            Map<String, String> errors = new LinkedHashMap<>();
            error.path("details")
                    .forEach(one -> errors.put(
                            one.path("name").asString(), one.path("error").asString()));
            assertThat(errors.keySet()).containsExactly("Broken job", "tasks[2]", "twice", "typo", "tasks[6]");
            assertThat(errors.get("Broken job")).contains("url: is not an http(s) address", "; ", "cron: ");
            assertThat(errors.get("tasks[2]")).contains("name: is required");
            assertThat(errors.get("twice")).contains("more than once");
            assertThat(errors.get("typo")).contains("timeout_ms");
            assertThat(stored()).isEmpty();
        }

        @Test
        void two_tasks_of_one_name_cannot_be_matched() {
            for (int i = 0; i < 2; i++) {
                api.post(tenant.key(), "/api/v1/tasks", JSON.writeValueAsString(item("a")));
            }

            TestApi.Answer answer = put(JSON.writeValueAsString(file(List.of(item("a")))));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("2 recurring tasks are called so");
        }

        @Test
        void the_plans_limit_holds_for_creations_after_deletions() {
            Tenant free = accounts.newTenant("free");
            List<Map<String, Object>> five =
                    IntStream.range(0, 5).mapToObj(i -> item("f" + i)).toList();
            List<Map<String, Object>> six =
                    IntStream.range(0, 6).mapToObj(i -> item("f" + i)).toList();
            List<Map<String, Object>> others =
                    IntStream.range(0, 5).mapToObj(i -> item("g" + i)).toList();

            assertThat(api.call("PUT", free.key(), "/api/v1/sync", JSON.writeValueAsString(file(five)), Map.of())
                            .status())
                    .isEqualTo(200);
            TestApi.Answer refused =
                    api.call("PUT", free.key(), "/api/v1/sync", JSON.writeValueAsString(file(six)), Map.of());
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/error/details/0/name").asString()).isEqualTo("f5");
            assertThat(refused.json().at("/error/details/0/error").asString()).contains("allows 5 recurring tasks");
            assertThat(api.call(
                                    "PUT",
                                    free.key(),
                                    "/api/v1/sync",
                                    JSON.writeValueAsString(file(others, "delete_removed", true)),
                                    Map.of())
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{} | 400 | bad_request",
                    "{\"delete_removed\": true} | 400 | bad_request",
                    "[] | 400 | bad_request",
                    "{\"tasks\": [] | 400 | bad_request",
                    "{\"tasks\": [{\"name\": \"a\", \"name\": \"b\"}]} | 400 | bad_request",
                    "{\"tasks\": [{\"name\": \"a\", \"body\": {\"n\": 11111111112222222222333333333344444444445}}]} "
                            + "| 422 | validation_error",
                    "{\"tasks\": \"all\"} | 422 | validation_error",
                    "{\"tasks\": [], \"delete_removed\": \"yes\"} | 422 | validation_error",
                    "{\"tasks\": [], \"dry_run\": 1} | 422 | validation_error",
                    "{\"tasks\": [], \"deleteRemoved\": true} | 422 | unknown_field",
                    "{\"tasks\": [], \"reason\": 5} | 422 | validation_error",
                })
        void a_file_that_is_none_is_refused(String json, int status, String code) {
            TestApi.Answer answer = put(json);

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.json().at("/error/code").asString()).isEqualTo(code);
        }

        @Test
        void who_may_not_write_may_not_sync() {
            String read = accounts.newKey(tenant.organizationId(), "read");
            String enqueue = accounts.newKey(tenant.organizationId(), "enqueue");

            for (String key : List.of(read, enqueue)) {
                assertThat(api.call("PUT", key, "/api/v1/sync", "{\"tasks\": []}", Map.of())
                                .status())
                        .isEqualTo(403);
            }
            assertThat(api.call("PUT", null, "/api/v1/sync", "{\"tasks\": []}", Map.of())
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void a_file_of_more_than_eight_mebibytes_is_refused() {
            String big = "{\"tasks\": [" + " ".repeat(8 << 20) + "]}";

            assertThat(put(big).status()).isEqualTo(413);
        }
    }
}
