package eu.runlater.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the engine under test as any client would.
///
/// ```java
/// TestApi.Answer answer = api.post(tenant.key(), "/api/v1/queue", "{\"url\":\"https://example.com\"}");
/// assertThat(answer.status()).isEqualTo(202);
/// UUID task = UUID.fromString(answer.json().at("/data/task_id").asString());
/// ```
@TestComponent
public class TestApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Environment environment;

    TestApi(Environment environment) {
        this.environment = environment;
    }

    public record Answer(int status, String body, HttpResponse<String> raw) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public @Nullable String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }
    }

    /// E.g. `http://127.0.0.1:40123`.
    public String baseUrl() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    public Answer get(@Nullable String key, String path) {
        return call("GET", key, path, null, Map.of());
    }

    public Answer post(@Nullable String key, String path, String json) {
        return call("POST", key, path, json, Map.of());
    }

    public Answer delete(@Nullable String key, String path) {
        return call("DELETE", key, path, null, Map.of());
    }

    /// @param key bearer token; absent = no Authorization header
    /// @param json body, sent as application/json unless `headers` say otherwise; absent = none
    public Answer call(
            String method, @Nullable String key, String path, @Nullable String json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (json != null && headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
