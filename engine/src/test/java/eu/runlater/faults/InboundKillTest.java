package eu.runlater.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.process.ApiClient;
import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import eu.runlater.receiver.Call;
import eu.runlater.receiver.Receiver;
import eu.runlater.receiver.ReceiverOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class InboundKillTest {
    private static final int EVENTS = 10_000;
    private static final int READERS = 16;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @Test
    void no_acknowledged_event_is_lost_or_altered_when_the_engine_is_killed() throws Exception {
        EngineLaunch launch = EngineLaunch.on(directory.resolve("engine"));
        Webhooks webhooks = new Webhooks(EVENTS);
        try (Receiver receiver = Receiver.start(ReceiverOptions.onAnyPort().withRemember(3 * EVENTS))) {
            String path;
            String id;
            long began = System.nanoTime();
            int acknowledgedBefore;
            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                JsonNode endpoint = api.post("/api/v1/endpoints", """
                                {"name":"Mixed","use_queue":false,"forward_urls":["%s"]}""".formatted(receiver.uri("/echo")))
                        .data();
                path = "/in/" + endpoint.path("slug").asString();
                id = endpoint.path("id").asString();
                webhooks.start(engine.uri(path));
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> webhooks.acknowledged().size() >= EVENTS / 2);
                engine.kill();
                webhooks.stop();
                acknowledgedBefore = webhooks.acknowledged().size();
            }
            assertThat(acknowledgedBefore).isLessThan(EVENTS);
            int forwardedBefore = receiver.calls().size();

            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                webhooks.start(engine.uri(path));
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> webhooks.acknowledged().size() == EVENTS);
                webhooks.stop();
                await().atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> numbers(receiver.calls()).size() == EVENTS);

                Map<Integer, String> acknowledged = webhooks.acknowledged();
                assertThat(different(api, id, webhooks, acknowledged))
                        .as("stored otherwise than sent")
                        .isEmpty();
                for (Call call : receiver.calls()) {
                    Webhooks.Webhook sent = webhooks.webhook(number(call));
                    assertThat(call.body()).isEqualTo(sent.body());
                    assertThat(call.header("Content-Type")).isEqualTo(sent.type());
                }
                System.out.printf(
                        "inbound: %d events acknowledged, %d of them before the kill; forwarded %d times, %d before;"
                                + " all stored and forwarded byte for byte; %.1f s%n",
                        acknowledged.size(),
                        acknowledgedBefore,
                        receiver.calls().size(),
                        forwardedBefore,
                        (System.nanoTime() - began) / 1e9);
            }
        }
    }

    /// Numbers of the acknowledged events whose stored body is not the one that was sent.
    private static Set<Integer> different(
            ApiClient api, String endpoint, Webhooks webhooks, Map<Integer, String> acknowledged) throws Exception {
        Set<Integer> different = ConcurrentHashMap.newKeySet();
        Semaphore permits = new Semaphore(READERS);
        Map<Integer, Future<?>> looks = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Map.Entry<Integer, String> event : acknowledged.entrySet()) {
                permits.acquire();
                looks.put(event.getKey(), threads.submit(() -> {
                    try {
                        JsonNode body = api.get("/api/v1/endpoints/" + endpoint + "/events/" + event.getValue())
                                .data()
                                .path("body");
                        byte[] kept = body.isNull()
                                ? new byte[0]
                                : Base64.getDecoder().decode(body.path("base64").asString());
                        if (!Arrays.equals(
                                kept, webhooks.webhook(event.getKey()).body())) {
                            different.add(event.getKey());
                        }
                    } finally {
                        permits.release();
                    }
                }));
            }
            for (Future<?> look : looks.values()) {
                look.get();
            }
        }
        return different;
    }

    private static Set<Integer> numbers(List<Call> calls) {
        return calls.stream().map(InboundKillTest::number).collect(Collectors.toSet());
    }

    private static int number(Call call) {
        return Integer.parseInt(Objects.requireNonNull(call.header("X-Number")));
    }
}
