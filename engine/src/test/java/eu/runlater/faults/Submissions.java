package eu.runlater.faults;

import eu.runlater.process.ApiClient;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/// Posts many tasks at once and keeps the ids that were promised.
final class Submissions {
    private static final int CLIENTS = 32;

    private Submissions() {}

    /// The ids promised in 202 answers.
    record Promised(Set<UUID> tasks, Set<UUID> runs) {}

    static Promised post(ApiClient api, URI target, int count) throws InterruptedException {
        Set<UUID> tasks = ConcurrentHashMap.newKeySet();
        Set<UUID> runs = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(CLIENTS);
        for (int client = 0; client < CLIENTS; client++) {
            int share = count / CLIENTS + (client < count % CLIENTS ? 1 : 0);
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < share; i++) {
                        JsonNode accepted = api.post(
                                        "/api/v1/queue", "{\"url\":\"" + target + "\",\"body\":{\"i\":" + i + "}}")
                                .data();
                        tasks.add(UUID.fromString(accepted.path("task_id").asString()));
                        runs.add(UUID.fromString(accepted.path("run_id").asString()));
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        return new Promised(Set.copyOf(tasks), Set.copyOf(runs));
    }
}
