package eu.runlater.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.runlater.engine.storage.EmbeddedDatabase;
import eu.runlater.process.ApiClient;
import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G-QUE-1 and G-QUE-2 with real processes: one queue under two engines. `-Dserial.runs=20000` makes it long.
@Tag("slow")
class SerialQueueTest {
    private static final int RUNS = Integer.getInteger("serial.runs", 3_000);
    private static final int BATCH = 1_000;

    @TempDir
    Path directory;

    /// Counts how many calls are inside at once, and in which order they came.
    private static final class Counter implements AutoCloseable {
        private final HttpServer server;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final Queue<Integer> order = new ConcurrentLinkedQueue<>();

        Counter() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
            server.createContext("/", this::handle);
            server.setExecutor(threads);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        private void handle(HttpExchange exchange) throws IOException {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            order.add(Integer.parseInt(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip()));
            inside.decrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void a_serial_queue_under_two_engines_never_runs_two_at_once_and_keeps_its_order() throws Exception {
        try (EmbeddedDatabase shared = EmbeddedDatabase.start(directory.resolve("database"));
                Counter target = new Counter();
                EngineProcess a = EngineProcess.start(EngineLaunch.on(directory.resolve("engine-a"), shared.url()));
                EngineProcess _ = EngineProcess.start(EngineLaunch.on(directory.resolve("engine-b"), shared.url()));
                ApiClient api = a.api()) {
            api.post("/api/v1/queues/serial/pause", "{}").ok();
            for (int from = 0; from < RUNS; from += BATCH) {
                String items = IntStream.range(from, from + BATCH)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
                api.post(
                                "/api/v1/tasks/batch",
                                "{\"url\":\"" + target.url() + "\",\"queue\":\"serial\",\"items\":[" + items + "]}")
                        .ok();
            }
            api.post("/api/v1/queues/serial/resume", "{}").ok();

            await().atMost(Duration.ofMillis(60_000 + RUNS * 40L))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> target.order.size() >= RUNS);

            List<Integer> expected = IntStream.range(0, RUNS).boxed().toList();
            assertThat(new ArrayList<>(target.order)).isEqualTo(expected);
            assertThat(target.most.get()).isEqualTo(1);
        }
    }
}
