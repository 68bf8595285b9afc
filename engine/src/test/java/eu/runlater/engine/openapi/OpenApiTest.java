package eu.runlater.engine.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EngineTest
class OpenApiTest {
    private final TestApi api;
    private final Routes routes;

    OpenApiTest(TestApi api, Routes routes) {
        this.api = api;
        this.routes = routes;
    }

    @Test
    void every_route_says_what_it_does() {
        assertThat(routes.undocumented())
                .as("handlers under /api/v1 without @ApiCall; see its doc comment for how to write one")
                .isEmpty();
    }

    @Test
    void the_document_is_open_to_everyone_and_names_itself() {
        TestApi.Answer answer = api.get(null, "/api/v1/openapi");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode document = answer.json();
        assertThat(document.at("/openapi").asString()).startsWith("3.1");
        assertThat(document.at("/info/title").asString()).isEqualTo("Runlater API");
        assertThat(document.at("/info/version").asString()).isEqualTo(Version.CURRENT);
        assertThat(document.at("/components/securitySchemes/bearerAuth/scheme").asString())
                .isEqualTo("bearer");
        assertThat(api.get(null, "/api/v1/openapi.json").body()).isEqualTo(answer.body());
    }

    @Test
    void every_documented_route_is_one_that_spring_knows() {
        JsonNode paths = api.get(null, "/api/v1/openapi").json().at("/paths");
        Set<String> documented = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> documented.add(method.toUpperCase() + " " + path.getKey())));

        Set<String> known = new TreeSet<>();
        routes.documented().forEach(route -> known.add(route.method() + " " + route.path()));

        assertThat(documented).isEqualTo(known).contains("POST /api/v1/queue", "PATCH /api/v1/tasks/{id}");
    }

    @Test
    void every_reference_leads_somewhere_and_every_operation_has_its_own_id() {
        JsonNode document = api.get(null, "/api/v1/openapi").json();

        document.findValuesAsString("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(document.at("/paths").findValuesAsString("operationId"))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }

    @Test
    void records_of_answers_say_what_their_doc_comments_say() {
        JsonNode circuit = api.get(null, "/api/v1/openapi").json().at("/components/schemas/CircuitView");

        assertThat(circuit.at("/description").asString()).startsWith("The state of a host");
        assertThat(circuit.at("/properties/failures/description").asString()).isEqualTo("consecutive ones");
        assertThat(circuit.at("/properties/opened_at/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(circuit.at("/properties/state/type").asString()).isEqualTo("string");
    }

    @Test
    void the_page_brings_everything_it_needs_itself() {
        TestApi.Answer page = api.call("GET", null, "/api/v1/docs", null, Map.of("Accept", "text/html"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self';");
        assertThat(page.body()).doesNotContain("://");
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        Set<String> found = new TreeSet<>();
        while (links.find()) {
            found.add(links.group(1));
            TestApi.Answer file = api.get(null, "/api/v1/" + links.group(1));
            assertThat(file.status()).as(links.group(1)).isEqualTo(200);
            assertThat(file.header("X-Content-Type-Options"))
                    .isEqualTo(links.group(1).equals("openapi") ? null : "nosniff");
        }
        assertThat(found).contains("docs/swagger-ui-bundle.js", "docs/swagger-ui.css", "docs/page.js", "openapi");
    }

    @Test
    void the_page_gives_no_other_file_away() {
        assertThat(api.get(null, "/api/v1/docs/..%2fapplication.properties").status())
                .isIn(400, 404);
        assertThat(api.get(null, "/api/v1/docs/swagger-ui.js").status()).isEqualTo(404);
    }
}
