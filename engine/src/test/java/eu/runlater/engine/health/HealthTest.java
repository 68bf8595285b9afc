package eu.runlater.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@EngineTest
class HealthTest {
    private final TestApi api;
    private final TestTime time;
    private final ManagementServer management;

    HealthTest(TestApi api, TestTime time, ManagementServer management) {
        this.api = api;
        this.time = time;
        this.management = management;
    }

    @Test
    void a_running_engine_is_healthy_live_and_ready_without_a_key() {
        TestApi.Answer health = api.get(null, "/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().at("/status").asString()).isEqualTo("ok");
        assertThat(health.json().at("/database").asString()).isEqualTo("connected");
        assertThat(api.get(null, "/health/live").status()).isEqualTo(200);
        assertThat(api.get(null, "/health/ready").status()).isEqualTo(200);
    }

    @Test
    void an_engine_without_partitions_for_tomorrow_is_not_ready() {
        time.advance(Duration.ofDays(3650));

        await().until(() -> api.get(null, "/health/ready").status() == 503);
        assertThat(api.get(null, "/health/ready").body()).contains("day partitions missing");
        assertThat(api.get(null, "/health").status()).isEqualTo(200);
    }

    @Test
    void metrics_are_on_the_management_port_only() throws Exception {
        assertThat(management("/metrics").body())
                .contains("runlater_database_up 1", "runlater_database_connections", "jvm_memory_used_bytes");
        assertThat(management("/health").body()).contains("\"durability\":\"relaxed\"", "127.0.0.1/32:1024-65535");
        assertThat(management("/env").statusCode()).isEqualTo(404);
        assertThat(management("/metrics/more").statusCode()).isEqualTo(404);
        assertThat(api.get(null, "/metrics").status()).isNotEqualTo(200);
    }

    private HttpResponse<String> management(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management.port() + path))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
