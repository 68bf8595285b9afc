package eu.runlater.demo;

import eu.runlater.process.ApiClient;
import eu.runlater.receiver.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Creates sample tasks until it is killed.
///
/// - `--url=http://127.0.0.1:8480` the engine
/// - `--key=sk_live_…` (or the environment variable `RUNLATER_API_KEY`)
/// - `--receiver=http://127.0.0.1:8482` a running receiver; without it the demo runs one of its own
/// - `--every=1500` mean milliseconds between tasks
/// - `--first=40` tasks created at once in the beginning, so that the console is not empty
/// - `--count=N` ends after N tasks
/// - `--parent=PID` ends when that process ends
public final class Demo {
    private final ApiClient api;
    private final SampleTasks samples;
    private final RandomGenerator random;
    private boolean reachable = true;

    private Demo(ApiClient api, SampleTasks samples, RandomGenerator random) {
        this.api = api;
        this.samples = samples;
        this.random = random;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String url = "http://127.0.0.1:8480";
        String key = System.getenv("RUNLATER_API_KEY");
        String receiver = null;
        long every = 1_500;
        long first = 40;
        long count = Long.MAX_VALUE;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.substring(0, argument.length() - value.length())) {
                case "--url=" -> url = value;
                case "--key=" -> key = value;
                case "--receiver=" -> receiver = value;
                case "--every=" -> every = Long.parseLong(value);
                case "--first=" -> first = Long.parseLong(value);
                case "--count=" -> count = Long.parseLong(value);
                case "--parent=" ->
                    ProcessHandle.of(Long.parseLong(value))
                            .orElseThrow()
                            .onExit()
                            .thenRun(() -> System.exit(0));
                default -> throw new IllegalArgumentException("unknown option " + argument);
            }
        }
        if (key == null) {
            throw new IllegalArgumentException("the demo needs --key=sk_live_… or RUNLATER_API_KEY");
        }
        try (Own own = new Own(receiver);
                ApiClient api = new ApiClient(URI.create(url), key)) {
            RandomGenerator random = new Random();
            new Demo(api, new SampleTasks(own.uri(), closedPort(), random), random).run(first, every, count);
        }
    }

    private void run(long first, long every, long count) throws InterruptedException {
        schedule();
        for (long created = 0; created < count; created++) {
            create();
            if (created >= first) {
                Thread.sleep(Duration.ofMillis(random.nextLong(every / 2, every * 3 / 2 + 1)));
            }
        }
    }

    /// The shop's recurring tasks, unless an earlier demo on the same data has made them.
    private void schedule() {
        try {
            if (api.get("/api/v1/tasks?type=recurring&limit=1").data().isEmpty()) {
                samples.recurring()
                        .forEach(task -> api.post("/api/v1/tasks", task).ok());
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            System.err.println("demo: no recurring tasks: " + e.getMessage());
        }
    }

    /// An engine that is down for a while is part of life: said once, and gone on with when it is back.
    private void create() throws InterruptedException {
        try {
            api.post("/api/v1/tasks", samples.next()).ok();
            reachable = true;
        } catch (UncheckedIOException | IllegalStateException e) {
            if (reachable) {
                System.err.println("demo: " + e.getMessage());
            }
            reachable = false;
            Thread.sleep(Duration.ofSeconds(1));
        }
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort() + "/");
        }
    }

    /// The receiver given, or one of the demo's own.
    private static final class Own implements AutoCloseable {
        private final @Nullable Receiver receiver;
        private final URI uri;

        Own(@Nullable String given) {
            this.receiver = given == null ? Receiver.start() : null;
            this.uri = receiver == null ? URI.create(given + "/") : receiver.uri("/");
        }

        URI uri() {
            return uri;
        }

        @Override
        public void close() {
            if (receiver != null) {
                receiver.close();
            }
        }
    }
}
