package eu.runlater.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.process.ApiClient;
import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import eu.runlater.receiver.Call;
import eu.runlater.receiver.Receiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A callback is stored with what it tells of, so that a crash loses none (G-NTF-1).
@Tag("slow")
class CallbackKillTest {
    private static final int TASKS = 600;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @Test
    void an_engine_killed_among_callbacks_makes_every_one_of_them_in_its_next_life() {
        EngineLaunch launch = EngineLaunch.on(directory.resolve("engine"));
        try (Receiver work = Receiver.start();
                Receiver told = Receiver.start()) {
            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                post(api, work.uri("/slow/1000"), told.uri("/slow/500"));
                await().atMost(Duration.ofSeconds(30)).until(() -> told.count() >= 50);
                engine.kill();
            }
            Set<String> before = executions(told.calls());
            assertThat(before).isNotEmpty().hasSizeLessThan(TASKS);

            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                History history = new History(api);
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> finished(history).size() >= TASKS
                                && executions(told.calls()).containsAll(finished(history)));
                assertThat(history.executions("pending")).isEmpty();
            }
        }
    }

    /// Executions of the tasks themselves that succeeded.
    private static Set<String> finished(History history) {
        Set<String> finished = new HashSet<>();
        history.executions("success").forEach(execution -> {
            if (execution.path("kind").asString().equals("once")) {
                finished.add(execution.path("id").asString());
            }
        });
        return finished;
    }

    private static Set<String> executions(List<Call> calls) {
        return calls.stream()
                .map(call -> JSON.readTree(call.body()).path("execution_id").asString())
                .collect(Collectors.toSet());
    }

    private static void post(ApiClient api, URI target, URI callback) {
        try (ExecutorService clients = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < TASKS; i++) {
                clients.submit(() -> api.post(
                                "/api/v1/queue", "{\"url\":\"" + target + "\",\"callback_url\":\"" + callback + "\"}")
                        .data());
            }
        }
    }
}
