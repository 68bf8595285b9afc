package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§12 Monitors and pings")
class Section12MonitorsTest extends Contract {
    private static final String MONITORS = "/api/v1/monitors";
    private static final String HOURLY =
            "\"name\":\"Warehouse sync\",\"schedule_type\":\"interval\"," + "\"interval_seconds\":3600";

    Section12MonitorsTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    /// A new monitor with more fields, such as `,"enabled":false`.
    private JsonNode monitor(String more) {
        return data(post(MONITORS, "{" + HOURLY + more + "}"), 201);
    }

    private static String path(JsonNode monitor) {
        return MONITORS + "/" + monitor.path("id").asString();
    }

    private TestApi.Answer ping(String method, JsonNode monitor, String end) {
        return api.call(method, null, "/ping/" + monitor.path("ping_token").asString() + end, null, Map.of());
    }

    @Test
    void a_new_monitor_has_the_defaults_of_the_contract() {
        JsonNode monitor = monitor("");
        assertThat(monitor.path("grace_period_seconds").asInt()).isEqualTo(300);
        assertThat(monitor.path("enabled").asBoolean()).isTrue();
        assertThat(monitor.path("status").asString()).isEqualTo("new");
        for (String field : new String[] {
            "cron_expression",
            "notify_on_failure",
            "notify_on_recovery",
            "on_failure_url",
            "on_recovery_url",
            "last_ping_at",
            "next_expected_at"
        }) {
            assertThat(monitor.has(field)).as(field).isTrue();
            assertThat(monitor.path(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void the_token_is_made_up_unique_and_fixed() {
        JsonNode monitor = monitor("");
        String token = monitor.path("ping_token").asString();
        assertThat(token)
                .matches("pm_[A-Za-z0-9_-]{32}")
                .isNotEqualTo(monitor("").path("ping_token").asString());
        assertThat(monitor.path("ping_url").asString()).endsWith("/ping/" + token);
        assertThat(data(put(path(monitor), "{\"name\":\"Other\"}"), 200)
                        .path("ping_token")
                        .asString())
                .isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schedule_type\":\"interval\",\"interval_seconds\":60}                                | name",
                "{\"name\":\"\",\"schedule_type\":\"interval\",\"interval_seconds\":60}                  | name",
                "{\"name\":\"a\",\"interval_seconds\":60}                                                | schedule_type",
                "{\"name\":\"a\",\"schedule_type\":\"once\",\"interval_seconds\":60}                     | schedule_type",
                "{\"name\":\"a\",\"schedule_type\":\"interval\"}                                      | interval_seconds",
                "{\"name\":\"a\",\"schedule_type\":\"interval\",\"interval_seconds\":59}              | interval_seconds",
                "{\"name\":\"a\",\"schedule_type\":\"interval\",\"interval_seconds\":604801}          | interval_seconds",
                "{\"name\":\"a\",\"schedule_type\":\"cron\"}                                           | cron_expression",
                "{\"name\":\"a\",\"schedule_type\":\"cron\",\"cron_expression\":\"0 0 30 2 *\"}        | cron_expression",
                "{\"name\":\"a\",\"schedule_type\":\"cron\",\"cron_expression\":\"0 3 * * *\",\"timezone\":\"Oslo\"} | timezone",
                "{\"name\":\"a\",\"schedule_type\":\"interval\",\"interval_seconds\":60,\"grace_period_seconds\":3601} | grace_period_seconds",
                "{\"name\":\"a\",\"schedule_type\":\"interval\",\"interval_seconds\":60,\"on_failure_url\":\"ftp://a.example\"} | on_failure_url"
            })
    void a_field_that_is_wrong_is_422(String json, String field) {
        assertRefused(post(MONITORS, json), 422, "validation_error", field);
    }

    @Test
    void a_monitor_may_come_wrapped() {
        data(post(MONITORS, "{\"monitor\":{" + HOURLY + "}}"), 201);
    }

    @Test
    void get_put_patch_and_delete() {
        JsonNode monitor = monitor("");
        assertThat(data(get(path(monitor)), 200).path("id")).isEqualTo(monitor.path("id"));
        assertThat(data(put(path(monitor), "{\"grace_period_seconds\":0}"), 200)
                        .path("grace_period_seconds")
                        .asInt())
                .isZero();
        JsonNode cron = data(
                api.call(
                        "PATCH",
                        tenant.key(),
                        path(monitor),
                        "{\"schedule_type\":\"cron\",\"cron_expression\":\"0 3 * * *\"}",
                        Map.of()),
                200);
        assertThat(cron.path("interval_seconds").isNull()).isTrue();
        assertThat(delete(path(monitor)).status()).isEqualTo(204);
        assertRefused(get(path(monitor)), 404, "not_found", null);
        assertRefused(delete(path(monitor)), 404, "not_found", null);
        assertThat(ping("GET", monitor, "").status()).isEqualTo(404);
    }

    @Test
    void the_list_has_all_newest_first() {
        String first = monitor("").path("id").asString();
        String second = monitor("").path("id").asString();
        assertThat(get(MONITORS).json().path("data").findValuesAsString("id")).containsSubsequence(second, first);
    }

    @Test
    void the_free_plan_has_three_and_says_so_before_it_looks_at_the_fields() {
        Tenant free = accounts.newTenant("free");
        for (int i = 0; i < 3; i++) {
            assertThat(api.post(free.key(), MONITORS, "{" + HOURLY + "}").status())
                    .isEqualTo(201);
        }
        assertRefused(api.post(free.key(), MONITORS, "{\"name\":\"\"}"), 422, "validation_error", "base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void a_ping_is_recorded_and_makes_it_up(String method) {
        JsonNode monitor = monitor("");
        TestApi.Answer answer = ping(method, monitor, "?any=thing");
        assertThat(answer.status()).isEqualTo(200);
        if (!method.equals("HEAD")) {
            assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"monitor\":\"Warehouse sync\"}");
        }
        JsonNode shown = data(get(path(monitor)), 200);
        assertThat(shown.path("status").asString()).isEqualTo("up");
        assertThat(shown.path("last_ping_at").isNull()).isFalse();
        assertThat(shown.path("next_expected_at").isNull()).isFalse();
        JsonNode pings = get(path(monitor) + "/pings").json();
        assertThat(pings.path("data").size()).isEqualTo(1);
        assertThat(pings.at("/data/0/received_at")).isEqualTo(shown.path("last_ping_at"));
    }

    @Test
    void an_unknown_token_is_404_and_a_disabled_monitor_410_in_plain_words() {
        for (String path : new String[] {"/ping/pm_" + "x".repeat(32), "/ping/pm_short", "/ping/"}) {
            TestApi.Answer unknown = api.get(null, path);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("{\"error\":\"Monitor not found\"}");
        }
        TestApi.Answer disabled = ping("GET", monitor(",\"enabled\":false"), "");
        assertThat(disabled.status()).isEqualTo(410);
        assertThat(disabled.body()).isEqualTo("{\"error\":\"Monitor is disabled\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/256", "/-1", "/01", "/end", "/start/", "/fail/1"})
    void an_end_that_means_nothing_is_404(String end) {
        assertThat(ping("GET", monitor(""), end).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void other_methods_are_404(String method) {
        assertThat(ping(method, monitor(""), "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "100,3", "0,3", "101,3", "many,3"})
    void pings_are_listed_newest_first_with_a_limit(String limit, int shown) {
        JsonNode monitor = monitor("");
        ping("GET", monitor, "/start");
        ping("GET", monitor, "/fail");
        ping("GET", monitor, "");
        JsonNode pings = data(get(path(monitor) + "/pings?limit=" + limit), 200);
        assertThat(pings.size()).isEqualTo(shown);
        assertThat(pings.findValuesAsString("kind")).isSubsetOf("success", "fail", "start");
        assertThat(pings.at("/0/kind").asString()).isEqualTo("success");
    }

    @Test
    void edits_are_audited() {
        JsonNode monitor = monitor("");
        put(path(monitor), "{\"name\":\"Other\",\"enabled\":false,\"reason\":\"moved\"}");
        delete(path(monitor));
        JsonNode entries = get("/api/v1/audit?resource_type=monitor").json().path("data");
        assertThat(entries.findValuesAsString("action"))
                .contains("monitor.created", "monitor.updated", "monitor.disabled", "monitor.deleted");
    }
}
