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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KillTest {
    private static final int TASKS = 1_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @Test
    void a_killed_engine_finishes_every_accepted_task_in_its_next_life() throws Exception {
        EngineLaunch launch = EngineLaunch.on(directory.resolve("engine"));
        try (Receiver receiver = Receiver.start()) {
            Submissions.Promised promised;
            ProcessHandle firstDatabase;
            Set<String> calledBefore;
            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                firstDatabase = engine.database().postmaster().orElseThrow();
                promised = Submissions.post(api, receiver.uri("/slow/3000"), TASKS);
                engine.kill();
                calledBefore = runs(receiver.calls());
            }
            assertThat(promised.tasks()).hasSize(TASKS);
            assertThat(calledBefore)
                    .as("calls in flight when it was killed")
                    .isNotEmpty()
                    .hasSizeLessThan(TASKS);

            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                assertThat(EngineDatabase.runs(firstDatabase))
                        .as("the first life's database")
                        .isFalse();
                ProcessHandle secondDatabase = engine.database().postmaster().orElseThrow();
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> runs(receiver.calls()).containsAll(texts(promised.runs())));
                History history = new History(api);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> {
                            Map<UUID, String> statuses = history.newestStatusByTask();
                            assertThat(statuses.keySet()).isEqualTo(promised.tasks());
                            assertThat(statuses.values()).containsOnly("success");
                        });

                // Only what was in flight may have been sent twice, and then under the same id.
                assertThat(runs(receiver.calls())).isEqualTo(texts(promised.runs()));
                assertThat(receiver.calls()).hasSizeLessThanOrEqualTo(TASKS + calledBefore.size());
                assertThat(history.executions("interrupted")).hasSizeLessThanOrEqualTo(calledBefore.size());

                engine.terminate();
                engine.awaitExit(Duration.ofSeconds(60));
                assertThat(EngineDatabase.runs(secondDatabase))
                        .as("a database left over")
                        .isFalse();
            }
        }
    }

    @Test
    void an_engine_killed_while_accepting_keeps_every_id_it_returned() throws Exception {
        EngineLaunch launch = EngineLaunch.on(directory.resolve("engine"));
        try (Receiver receiver = Receiver.start()) {
            Set<UUID> promised;
            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api();
                    EndlessSubmission submission = EndlessSubmission.start(api, receiver.uri("/echo"))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> submission.accepted() >= 500);
                engine.kill();
                promised = submission.stop();
            }

            try (EngineProcess engine = EngineProcess.start(launch);
                    ApiClient api = engine.api()) {
                History history = new History(api);
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> {
                            Map<UUID, String> statuses = history.newestStatusByTask();
                            assertThat(statuses.keySet()).containsAll(promised);
                            assertThat(statuses.values()).containsOnly("success");
                        });
            }
        }
    }

    private static Set<String> runs(List<Call> calls) {
        return calls.stream()
                .map(call -> Objects.requireNonNull(call.header("webhook-id")))
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.toSet());
    }
}
