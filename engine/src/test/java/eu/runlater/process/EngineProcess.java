package eu.runlater.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One engine in its own JVM. Started on the same data directory again, it is the next life of the same engine.
public final class EngineProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final EngineLaunch launch;
    private final int port;
    private final Process process;
    private final Path log;

    private EngineProcess(EngineLaunch launch, int port, Process process, Path log) {
        this.launch = launch;
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /// Starts and waits until the engine says that it is ready.
    public static EngineProcess start(EngineLaunch launch) {
        try {
            Files.createDirectories(launch.dataDir());
            Path log = launch.dataDir().resolveSibling(launch.dataDir().getFileName() + ".log");
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(launch.command());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("RUNLATER_"));
            environment.putAll(launch.environment());
            environment.put("RUNLATER_PORT", String.valueOf(port));
            environment.put("RUNLATER_MANAGEMENT_PORT", String.valueOf(freePort()));
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            EngineProcess engine = new EngineProcess(launch, port, builder.start(), log);
            engine.awaitReady();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ApiClient api() {
        return new ApiClient(uri(""), launch.apiKey());
    }

    public EngineDatabase database() {
        return new EngineDatabase(launch.dataDir(), launch.databaseUrl());
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public String apiKey() {
        return launch.apiKey();
    }

    public long pid() {
        return process.pid();
    }

    /// What the engine printed, of all its lives.
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `kill -9`: no hook runs, its PostgreSQL is left as an orphan.
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /// SIGTERM, without waiting.
    public void terminate() {
        process.destroy();
    }

    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the engine still runs after " + limit + "\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
            try {
                awaitExit(Duration.ofSeconds(60));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest ready = HttpRequest.newBuilder(uri("/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!isReady(client, ready)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IllegalStateException("the engine did not become ready\n" + tail());
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest ready) {
        try {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
