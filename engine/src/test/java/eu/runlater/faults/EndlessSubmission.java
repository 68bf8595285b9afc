package eu.runlater.faults;

import eu.runlater.process.ApiClient;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Clients that post until the engine no longer answers, and keep the ids of every 202 they saw.
final class EndlessSubmission implements AutoCloseable {
    private static final int CLIENTS = 16;

    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    static EndlessSubmission start(ApiClient api, URI target) {
        EndlessSubmission submission = new EndlessSubmission();
        for (int i = 0; i < CLIENTS; i++) {
            submission.clients.add(Thread.ofVirtual().start(() -> submission.post(api, target)));
        }
        return submission;
    }

    int accepted() {
        return accepted.size();
    }

    /// The promised ids, complete.
    Set<UUID> stop() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
        return Set.copyOf(accepted);
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void post(ApiClient api, URI target) {
        try {
            while (!stopped) {
                ApiClient.Answer answer = api.post("/api/v1/queue", "{\"url\":\"" + target + "\"}");
                if (answer.status() == 202) {
                    accepted.add(UUID.fromString(answer.data().path("task_id").asString()));
                }
            }
        } catch (UncheckedIOException _) {
            // the engine was killed: what this test is about
        }
    }
}
