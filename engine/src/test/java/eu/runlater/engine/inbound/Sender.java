package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends events to one endpoint as a sender would, and asks the API what became of them.
final class Sender {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestApi api;
    private final Tenant tenant;
    private final JsonNode endpoint;

    private Sender(TestApi api, Tenant tenant, JsonNode endpoint) {
        this.api = api;
        this.tenant = tenant;
        this.endpoint = endpoint;
    }

    record Told(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String id() {
            assertThat(status).as(body).isEqualTo(200);
            assertThat(json().path("status").asString()).isEqualTo("received");
            return json().path("id").asString();
        }
    }

    /// Makes an endpoint that forwards to `url`.
    ///
    /// @param more further fields, beginning with a comma; or none
    static Sender to(TestApi api, Tenant tenant, String url, String more) {
        TestApi.Answer made = api.post(tenant.key(), "/api/v1/endpoints", """
                {"name":"Payment events","forward_urls":["%s"]%s}""".formatted(url, more));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return new Sender(api, tenant, made.json().path("data"));
    }

    String id() {
        return endpoint.path("id").asString();
    }

    String slug() {
        return endpoint.path("slug").asString();
    }

    String path() {
        return "/api/v1/endpoints/" + id();
    }

    Told post(String body, String... headers) {
        return send("POST", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// @param headers name, value, name, value …
    Told send(String method, byte[] body, String... headers) {
        return send(method, "", body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body), headers);
    }

    Told sendChunked(byte[] body, String... headers) {
        return send("POST", "", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    Told send(String method, String query, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.baseUrl() + "/in/" + slug() + query))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Told(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The event with headers and body.
    JsonNode event(String id) {
        TestApi.Answer answer = api.get(tenant.key(), path() + "/events/" + id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("data");
    }

    /// Newest first.
    ///
    /// @param query beginning with `?`; or empty
    List<JsonNode> events(String query) {
        TestApi.Answer answer = api.get(tenant.key(), path() + "/events" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonNode> events = new ArrayList<>();
        answer.json().path("data").forEach(events::add);
        return events;
    }

    JsonNode page(String query) {
        return api.get(tenant.key(), path() + "/events" + query).json();
    }

    String status(String id) {
        return events("").stream()
                .filter(event -> event.path("id").asString().equals(id))
                .map(event -> event.path("status").asString())
                .findFirst()
                .orElse("absent");
    }

    TestApi.Answer replay(String json) {
        return api.post(tenant.key(), path() + "/replay", json);
    }

    TestApi.Answer replayOne(String event) {
        return api.call("POST", tenant.key(), path() + "/events/" + event + "/replay", null, Map.of());
    }

    TestApi.Answer patch(String json) {
        return api.call("PATCH", tenant.key(), path(), json, Map.of());
    }
}
