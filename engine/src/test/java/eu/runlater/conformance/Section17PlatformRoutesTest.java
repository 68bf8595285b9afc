package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§17 Platform routes")
class Section17PlatformRoutesTest extends Contract {
    Section17PlatformRoutesTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    @Test
    void health_says_that_the_database_is_connected() {
        JsonNode health = api.get(null, "/health").json();
        assertThat(health.path("database").asString()).isEqualTo("connected");
        assertThat(health.path("status").asString()).isIn("ok", "degraded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void health_is_open_and_never_cached(String path) {
        TestApi.Answer answer = api.get(null, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void head_of_health_is_the_same_without_a_body() {
        TestApi.Answer answer = api.call("HEAD", null, "/health", null, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/openapi", "/api/v1/openapi.json"})
    void the_document_is_open_and_openapi_3_1(String path) {
        JsonNode document = api.get(null, path).json();
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.at("/info/title").asString()).isEqualTo("Runlater API");
        assertThat(document.at("/info/version").asString()).isNotEmpty();
        assertThat(document.at("/components/securitySchemes/bearerAuth/type").asString())
                .isEqualTo("http");
        assertThat(document.at("/components/securitySchemes/bearerAuth/scheme").asString())
                .isEqualTo("bearer");
    }

    @Test
    void the_document_has_the_routes_of_this_contract() {
        JsonNode paths = api.get(null, "/api/v1/openapi").json().path("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/api/v1/queue",
                        "/api/v1/tasks",
                        "/api/v1/tasks/{id}",
                        "/api/v1/tasks/{id}/trigger",
                        "/api/v1/tasks/{id}/executions",
                        "/api/v1/tasks/batch",
                        "/api/v1/queues",
                        "/api/v1/queues/{name}/pause",
                        "/api/v1/queues/{name}/resume");
    }

    @Test
    void the_documentation_page_is_open_html() {
        TestApi.Answer page = api.call("GET", null, "/api/v1/docs", null, Map.of("Accept", "text/html"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void an_expired_or_wrong_key_does_not_close_what_is_open() {
        assertThat(api.get("sk_live_" + "w".repeat(43), "/health").status()).isEqualTo(200);
        assertThat(api.get("sk_live_" + "w".repeat(43), "/api/v1/openapi").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/creem", "/dashboard", "/users/log-in", "/", "/superadmin"})
    void what_is_not_ours_is_404_in_the_envelope(String path) {
        assertRefused(api.get(null, path), 404, "not_found", null);
    }
}
