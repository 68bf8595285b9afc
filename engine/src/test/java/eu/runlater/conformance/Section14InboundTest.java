package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§14 Inbound endpoints")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Section14InboundTest extends Contract {
    private static final String ENDPOINTS = "/api/v1/endpoints";

    private final TestTarget target = TestTarget.start();

    Section14InboundTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    @AfterAll
    void stop() {
        target.close();
    }

    /// A new endpoint with more fields, such as `,"enabled":false`.
    private JsonNode endpoint(String more) {
        return data(
                post(
                        ENDPOINTS,
                        "{\"name\":\"Payment events\",\"forward_urls\":[\"" + target.url("/ok") + "\"]" + more + "}"),
                201);
    }

    private TestApi.Answer receive(String method, JsonNode endpoint, String body) {
        return api.call(method, null, "/in/" + endpoint.path("slug").asString(), body, Map.of());
    }

    private String path(JsonNode endpoint) {
        return ENDPOINTS + "/" + endpoint.path("id").asString();
    }

    @Test
    void a_new_endpoint_has_the_defaults_of_the_contract() {
        JsonNode endpoint = endpoint("");
        assertThat(endpoint.path("enabled").asBoolean()).isTrue();
        assertThat(endpoint.path("retry_attempts").asInt()).isEqualTo(5);
        assertThat(endpoint.path("use_queue").asBoolean()).isTrue();
        assertThat(endpoint.path("forward_headers").toString()).isEqualTo("{}");
        for (String field : new String[] {
            "forward_body",
            "forward_method",
            "notify_on_failure",
            "notify_on_recovery",
            "on_failure_url",
            "on_recovery_url"
        }) {
            assertThat(endpoint.has(field)).as(field).isTrue();
            assertThat(endpoint.path(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void the_slug_is_made_up_unique_and_fixed() {
        JsonNode endpoint = endpoint("");
        String slug = endpoint.path("slug").asString();
        assertThat(slug)
                .matches("ep_[A-Za-z0-9_-]{32}")
                .isNotEqualTo(endpoint("").path("slug").asString());
        assertThat(endpoint.path("inbound_url").asString()).endsWith("/in/" + slug);
        assertThat(data(put(path(endpoint), "{\"name\":\"Other\"}"), 200)
                        .path("slug")
                        .asString())
                .isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"forward_urls\":[\"https://example.com/\"]}                             | name",
                "{\"name\":\"\",\"forward_urls\":[\"https://example.com/\"]}               | name",
                "{\"name\":\"a\"}                                                          | forward_urls",
                "{\"name\":\"a\",\"forward_urls\":[]}                                      | forward_urls",
                "{\"name\":\"a\",\"forward_urls\":\"https://example.com/\"}                | forward_urls",
                "{\"name\":\"a\",\"forward_urls\":[\"https://example.com/\"],\"retry_attempts\":11} | retry_attempts",
                "{\"name\":\"a\",\"forward_urls\":[\"https://example.com/\"],\"forward_method\":\"get\"} | forward_method"
            })
    void a_field_that_is_wrong_is_422(String json, String field) {
        assertRefused(post(ENDPOINTS, json), 422, "validation_error", field);
    }

    @Test
    void forward_url_is_the_same_as_a_list_of_one_and_never_shown() {
        JsonNode endpoint =
                data(post(ENDPOINTS, "{\"name\":\"a\",\"forward_url\":\"" + target.url("/ok") + "\"}"), 201);
        assertThat(endpoint.path("forward_urls").size()).isEqualTo(1);
        assertThat(endpoint.has("forward_url")).isFalse();
    }

    @Test
    void an_endpoint_may_come_wrapped() {
        data(post(ENDPOINTS, "{\"endpoint\":{\"name\":\"a\",\"forward_urls\":[\"" + target.url("/ok") + "\"]}}"), 201);
    }

    @Test
    void get_put_patch_and_delete() {
        JsonNode endpoint = endpoint("");
        assertThat(data(get(path(endpoint)), 200)).isEqualTo(endpoint);
        assertThat(data(put(path(endpoint), "{\"retry_attempts\":2}"), 200)
                        .path("retry_attempts")
                        .asInt())
                .isEqualTo(2);
        assertThat(delete(path(endpoint)).status()).isEqualTo(204);
        assertRefused(get(path(endpoint)), 404, "not_found", null);
        assertRefused(delete(path(endpoint)), 404, "not_found", null);
    }

    @Test
    void the_list_has_all_newest_first() {
        String first = endpoint("").path("id").asString();
        String second = endpoint("").path("id").asString();
        assertThat(get(ENDPOINTS).json().path("data").findValuesAsString("id")).containsSubsequence(second, first);
    }

    @Test
    void the_free_plan_has_three() {
        Tenant free = accounts.newTenant("free");
        String json = "{\"name\":\"a\",\"forward_urls\":[\"" + target.url("/ok") + "\"]}";
        for (int i = 0; i < 3; i++) {
            assertThat(api.post(free.key(), ENDPOINTS, json).status()).isEqualTo(201);
        }
        assertRefused(api.post(free.key(), ENDPOINTS, json), 422, "validation_error", "base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void any_method_is_received_with_id_and_status(String method) {
        JsonNode endpoint = endpoint("");
        TestApi.Answer answer = receive(method, endpoint, "some text");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("received");
        assertThat(answer.json().path("id").asString()).hasSize(36);
        assertThat(get(path(endpoint) + "/events").json().at("/data/0/method").asString())
                .isEqualTo(method);
    }

    @Test
    void an_unknown_slug_is_404_and_a_disabled_endpoint_410_in_plain_words() {
        TestApi.Answer unknown = api.post(null, "/in/ep_" + "x".repeat(32), "{}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("error").asString()).isEqualTo("Not found");
        TestApi.Answer disabled = receive("POST", endpoint(",\"enabled\":false"), "{}");
        assertThat(disabled.status()).isEqualTo(410);
        assertThat(disabled.json().path("error").asString()).isEqualTo("Endpoint disabled");
    }

    @Test
    void an_event_is_forwarded_as_it_came_and_its_status_follows() {
        target.on("/forward", Answer.status(200));
        JsonNode endpoint =
                data(post(ENDPOINTS, "{\"name\":\"a\",\"forward_urls\":[\"" + target.url("/forward") + "\"]}"), 201);
        receive("POST", endpoint, "{\"half\": ");
        assertThat(target.awaitCalls("/forward", 1).getFirst().text()).isEqualTo("{\"half\": ");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(path(endpoint) + "/events")
                        .json()
                        .at("/data/0/status")
                        .asString()
                        .equals("success"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "method", "source_ip", "received_at", "task_ids", "status"})
    void an_event_in_the_list_has(String field) {
        JsonNode endpoint = endpoint("");
        receive("POST", endpoint, "{}");
        assertThat(get(path(endpoint) + "/events").json().at("/data/0").has(field))
                .isTrue();
    }

    @Test
    void headers_and_body_are_not_in_the_list() {
        JsonNode endpoint = endpoint("");
        receive("POST", endpoint, "{\"secret\":\"t0k3n\"}");
        assertThat(get(path(endpoint) + "/events").body()).doesNotContain("t0k3n");
    }

    @Test
    void an_event_has_a_task_for_each_address() {
        JsonNode endpoint = data(
                post(
                        ENDPOINTS,
                        "{\"name\":\"a\",\"forward_urls\":[\"" + target.url("/a") + "\",\"" + target.url("/b")
                                + "\"]}"),
                201);
        receive("POST", endpoint, "{}");
        target.awaitCalls("/a", 1);
        target.awaitCalls("/b", 1);
        assertThat(get(path(endpoint) + "/events").json().at("/data/0/task_ids").size())
                .isEqualTo(2);
    }

    @Test
    void a_replay_is_202_with_one_execution_for_each_address() {
        JsonNode endpoint = endpoint("");
        String event = receive("POST", endpoint, "{}").json().path("id").asString();
        TestApi.Answer replayed = post(path(endpoint) + "/events/" + event + "/replay", "");
        JsonNode execution = data(replayed, 202).path("executions").get(0);
        assertThat(execution.propertyNames()).contains("execution_id", "status", "scheduled_for");
        assertThat(replayed.json().path("message").asString()).isEqualTo("Replayed to 1 destination(s).");
    }

    @Test
    void an_unknown_endpoint_or_event_is_404() {
        JsonNode endpoint = endpoint("");
        assertRefused(get(ENDPOINTS + "/" + NOBODY + "/events"), 404, "not_found", null);
        assertRefused(post(path(endpoint) + "/events/" + NOBODY + "/replay", ""), 404, "not_found", null);
    }

    @Test
    void deleting_an_endpoint_closes_its_address() {
        JsonNode endpoint = endpoint("");
        delete(path(endpoint));
        assertThat(receive("POST", endpoint, "{}").status()).isEqualTo(404);
    }
}
