package eu.runlater.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.process.ApiClient;
import eu.runlater.process.EngineDatabase;
import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import eu.runlater.receiver.Call;
import eu.runlater.receiver.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class StopTest {
    private static final int TASKS = 600;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @Test
    void an_engine_told_to_stop_ends_its_calls_and_leaves_the_rest_for_its_next_life() throws Exception {
        EngineLaunch launch = EngineLaunch.on(directory.resolve("engine"));
        try (Receiver receiver = Receiver.start()) {
            Submissions.Promised promised;
            Set<String> calledBefore;
            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                promised = Submissions.post(api, receiver.uri("/slow/3000"), TASKS);
                ProcessHandle database = engine.database().postmaster().orElseThrow();

                engine.terminate();

                assertThat(engine.awaitExit(Duration.ofSeconds(45))).isIn(0, 143);
                assertThat(EngineDatabase.runs(database))
                        .as("a database left over")
                        .isFalse();
                calledBefore = receiver.calls().stream()
                        .map(call -> Objects.requireNonNull(call.header("webhook-id")))
                        .collect(Collectors.toSet());
                assertThat(calledBefore).isNotEmpty().hasSizeLessThan(TASKS);
            }

            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                History history = new History(api);
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> {
                            Map<UUID, String> statuses = history.newestStatusByTask();
                            assertThat(statuses.keySet()).isEqualTo(promised.tasks());
                            assertThat(statuses.values()).containsOnly("success");
                        });
                assertThat(history.executions("interrupted")).isEmpty();
                assertThat(receiver.calls())
                        .as("every call was allowed to end, so none was made twice")
                        .hasSize(TASKS)
                        .extracting(Call::method)
                        .containsOnly("POST");
            }
        }
    }

    @Test
    void a_second_signal_hands_the_calls_back_at_once() throws Exception {
        EngineLaunch launch = EngineLaunch.on(directory.resolve("impatient"));
        try (Receiver receiver = Receiver.start()) {
            Submissions.Promised promised;
            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                promised = Submissions.post(api, receiver.uri("/stall"), 5);
                await().until(() -> receiver.calls().size() == 5);

                engine.terminate();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> engine.output().contains("waiting for calls in flight"));
                engine.terminate();

                assertThat(engine.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
            }

            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                // Each run is due again at once; nothing was counted against it.
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> receiver.calls().size() == 10);
                assertThat(new History(api).executions("interrupted")).hasSize(5);
                assertThat(promised.tasks()).hasSize(5);
            }
        }
    }
}
