package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("§11 Queues")
class Section11QueuesTest extends Contract {
    Section11QueuesTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    private boolean paused(String name) {
        return data(get(QUEUES + "/" + name), 200).path("paused").asBoolean();
    }

    @Test
    void the_list_has_each_name_found_on_tasks_once() {
        waiting(",\"queue\":\"mail\"");
        waiting(",\"queue\":\"mail\"");
        recurring(",\"queue\":\"nightly\"");
        assertThat(get(QUEUES).json().path("data").findValuesAsString("name")).containsExactly("mail", "nightly");
    }

    @Test
    void pausing_a_name_never_seen_makes_it() {
        assertThat(data(post(QUEUES + "/new/pause", ""), 200).path("paused").asBoolean())
                .isTrue();
        assertThat(paused("new")).isTrue();
    }

    @Test
    void pausing_twice_and_resuming_what_is_active_are_200() {
        data(post(QUEUES + "/twice/pause", ""), 200);
        data(post(QUEUES + "/twice/pause", ""), 200);
        data(post(QUEUES + "/twice/resume", ""), 200);
        data(post(QUEUES + "/twice/resume", ""), 200);
        assertThat(paused("twice")).isFalse();
    }

    @Test
    void names_are_percent_decoded() {
        data(post(QUEUES + "/a%20b%C3%BC/pause", ""), 200);
        assertThat(get(QUEUES).json().path("data").findValuesAsString("name")).containsExactly("a bü");
    }

    @Test
    void a_paused_queue_starts_nothing_and_goes_on_oldest_first() {
        try (TestTarget target = TestTarget.start()) {
            post(QUEUES + "/line/pause", "{\"reason\":\"ticket 7\"}");
            for (String path : new String[] {"/1", "/2", "/3"}) {
                post(QUEUE, "{\"queue\":\"line\",\"url\":\"" + target.url(path) + "\"}");
            }
            assertThat(data(get(QUEUES + "/line"), 200).path("blocked_by").asString())
                    .isEqualTo("paused");
            post(QUEUES + "/line/resume", "");
            target.awaitCalls("/3", 1);
            assertThat(target.calls().stream().map(TestTarget.Call::path)).containsExactly("/1", "/2", "/3");
        }
    }

    @Test
    void a_pause_keeps_its_reason() {
        post(QUEUES + "/why/pause", "{\"reason\":\"ticket 7\"}");
        assertThat(data(get(QUEUES + "/why"), 200).path("paused_reason").asString())
                .isEqualTo("ticket 7");
    }

    @Test
    void settings_can_be_edited() {
        assertThat(data(put(QUEUES + "/fast", "{\"concurrency\":5,\"rate\":\"100/m\",\"priority\":2}"), 200)
                        .path("concurrency")
                        .asInt())
                .isEqualTo(5);
        assertThat(data(get(QUEUES + "/fast"), 200).path("rate").asString()).isEqualTo("100/m");
    }

    @ParameterizedTest
    @CsvSource({
        "concurrency, 0",
        "concurrency, 1001",
        "rate, '\"fast\"'",
        "rate, '\"0/m\"'",
        "priority, 10",
        "ordered, '\"yes\"'",
        "paused, 1"
    })
    void a_bad_setting_is_422_by_name(String field, String value) {
        assertRefused(put(QUEUES + "/bad", "{\"" + field + "\":" + value + "}"), 422, "validation_error", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "purge"})
    void an_unknown_field_is_refused(String action) {
        assertRefused(post(QUEUES + "/q/" + action, "{\"reson\":\"x\"}"), 422, "unknown_field", "reson");
    }

    @Test
    void an_older_version_is_409_with_the_current_queue() {
        data(put(QUEUES + "/v", "{\"concurrency\":2}"), 200);
        int version = data(get(QUEUES + "/v"), 200).path("version").asInt();
        data(put(QUEUES + "/v", "{\"concurrency\":3,\"version\":" + version + "}"), 200);
        TestApi.Answer late = put(QUEUES + "/v", "{\"concurrency\":4,\"version\":" + version + "}");
        assertRefused(late, 409, "version_conflict", "version");
        assertThat(late.json().at("/error/current/concurrency").asInt()).isEqualTo(3);
    }

    @Test
    void a_purge_first_counts_and_then_cancels() {
        waiting(",\"queue\":\"purge\"");
        waiting(",\"queue\":\"purge\"");
        assertThat(data(post(QUEUES + "/purge/purge", "{\"dry_run\":true}"), 200)
                        .path("waiting")
                        .asInt())
                .isEqualTo(2);
        assertThat(data(post(QUEUES + "/purge/purge", "{}"), 200)
                        .path("cancelled")
                        .asInt())
                .isEqualTo(2);
    }
}
