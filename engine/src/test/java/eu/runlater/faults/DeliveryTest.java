package eu.runlater.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import eu.runlater.process.ApiClient;
import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import eu.runlater.receiver.Call;
import eu.runlater.receiver.Receiver;
import eu.runlater.receiver.Request;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class DeliveryTest {
    private final Receiver receiver = Receiver.start();
    private EngineProcess engine;
    private ApiClient api;
    private History history;

    @BeforeAll
    void startEngine(@TempDir Path directory) {
        engine = EngineProcess.start(EngineLaunch.on(directory.resolve("engine")));
        api = engine.api();
        history = new History(api);
    }

    @AfterAll
    void stopEngine() {
        api.close();
        engine.close();
        receiver.close();
    }

    @Test
    void another_projects_library_verifies_a_delivery_by_its_headers_and_bytes() throws Exception {
        String body = "{\"hello\":\"wörld\",\"emoji\":\"🦉\",\"spaces\":\"  kept  \"}";
        String secret = engine.database().webhookSecret();

        JsonNode accepted = post("\"body\":" + quoted(body), "/echo");
        Call call = onlyCall(accepted);

        assertThat(call.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        HttpHeaders headers = HttpHeaders.of(
                call.headers().stream()
                        .collect(Collectors.groupingBy(
                                Request.Header::name, Collectors.mapping(Request.Header::value, Collectors.toList()))),
                (_, _) -> true);
        new Webhook(secret).verify(call.bodyText(), headers);
        assertThat(call.header("webhook-id")).isEqualTo(accepted.path("run_id").asString());
        assertThat(call.header("X-Runlater-Task-Id"))
                .isEqualTo(accepted.path("task_id").asString());
        assertThat(call.header("X-Runlater-Execution-Id"))
                .isEqualTo(accepted.path("execution_id").asString());
        assertThat(call.header("X-Runlater-Signature")).isEqualTo("sha256=" + hmac(secret, call.body()));
    }

    @Test
    void the_published_command_works_as_it_stands_trailing_comma_included() {
        JsonNode accepted =
                api.post("/api/v1/queue", """
                {
                    "url": "%s",
                    "method": "POST",
                    "body": "{\\"user_id\\": \\"123\\"}",
                  }""".formatted(receiver.uri("/echo"))).data();

        assertThat(onlyCall(accepted).bodyText()).isEqualTo("{\"user_id\": \"123\"}");
    }

    @Test
    void two_failures_and_a_success_are_three_executions_of_one_run_as_far_apart_as_asked() {
        JsonNode accepted =
                post("\"retry_backoff\":{\"type\":\"list\",\"delays\":[\"1s\",\"2s\"],\"jitter\":0}", "/fail/2");
        UUID task = UUID.fromString(accepted.path("task_id").asString());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> history.attempts(task).stream()
                        .anyMatch(attempt -> attempt.path("status").asString().equals("success")));

        List<JsonNode> attempts = history.attempts(task);
        assertThat(attempts).hasSize(3);
        assertThat(attempts)
                .extracting(attempt -> attempt.path("status").asString())
                .containsExactly("failed", "failed", "success");
        assertThat(attempts)
                .extracting(attempt -> attempt.path("run_id").asString())
                .containsOnly(accepted.path("run_id").asString());
        assertThat(attempts.getFirst().path("id").asString())
                .isEqualTo(accepted.path("execution_id").asString());
        assertThat(waitBefore(attempts, 1)).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_900));
        assertThat(waitBefore(attempts, 2)).isBetween(Duration.ofMillis(2_000), Duration.ofMillis(2_900));
        assertThat(calls(accepted)).hasSize(3);
    }

    @Test
    void a_receiver_that_never_answers_ends_as_a_timeout_and_harms_nobody_else() {
        JsonNode stalled = post("\"timeout_ms\":1000,\"retry_attempts\":0", "/stall");
        JsonNode other = post("\"retry_attempts\":0", "/echo");

        onlyCall(other);
        UUID task = UUID.fromString(stalled.path("task_id").asString());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(history.attempts(task))
                        .extracting(attempt -> attempt.path("status").asString())
                        .containsExactly("timeout"));
    }

    private JsonNode post(String members, String path) {
        return api.post("/api/v1/queue", "{" + members + ",\"url\":\"" + receiver.uri(path) + "\"}")
                .data();
    }

    private Call onlyCall(JsonNode accepted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !calls(accepted).isEmpty());
        return calls(accepted).getFirst();
    }

    private List<Call> calls(JsonNode accepted) {
        String run = accepted.path("run_id").asString();
        return receiver.calls().stream()
                .filter(call -> run.equals(call.header("webhook-id")))
                .toList();
    }

    /// From the end of the attempt before to the planned start of this one.
    private static Duration waitBefore(List<JsonNode> attempts, int index) {
        Instant ended =
                Instant.parse(attempts.get(index - 1).path("finished_at").asString());
        Instant planned =
                Instant.parse(attempts.get(index).path("scheduled_for").asString());
        return Duration.between(ended, planned);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String hmac(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
