package eu.runlater.engine.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.settings.EgressAllowance;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.storage.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// `/metrics` and `/health` for machines, on a port of its own that listens on loopback unless told otherwise
/// (G-INP-4). Offers nothing else: no environment, no dumps. It stays until the end of a drain, so that the
/// drain can be watched.
@Component
class ManagementServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
    private static final int BACKLOG = 50;
    private static final int DEFAULT_PORT = 8481;
    /// How many engines one machine may be expected to run.
    private static final int NEIGHBOURS = 16;

    private final Settings settings;
    private final PrometheusMeterRegistry registry;
    private final Readiness readiness;
    private final Database database;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile boolean running;

    ManagementServer(Settings settings, PrometheusMeterRegistry registry, Readiness readiness, Database database) {
        this.settings = settings;
        this.registry = registry;
        this.readiness = readiness;
        this.database = database;
        this.server = open();
        server.createContext("/metrics", this::metrics);
        server.createContext("/health", this::health);
        server.setExecutor(threads);
    }

    /// The default port may be another engine's on this machine: then the next free one will do. A port that was asked
    /// for is taken, or nothing.
    private HttpServer open() {
        int wanted = settings.managementPort();
        int last = wanted == DEFAULT_PORT ? DEFAULT_PORT + NEIGHBOURS : wanted;
        for (int port = wanted; port < last; port++) {
            try {
                return open(port);
            } catch (StartRefused taken) {
                log.atInfo().addKeyValue("port", port).log("management port is taken, trying the next one");
            }
        }
        return open(last);
    }

    private HttpServer open(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(settings.managementBind(), port), BACKLOG);
        } catch (BindException e) {
            throw StartRefused.surroundings(
                    """
                    The management port %s:%d cannot be opened: %s.
                    Choose another one with RUNLATER_MANAGEMENT_PORT (--management-port); 0 takes any free one.""".formatted(settings.managementBind().getHostAddress(), port, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        answer(exchange, "/metrics", 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    private void health(HttpExchange exchange) throws IOException {
        List<String> obstacles = readiness.obstacles();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", obstacles.isEmpty() ? "ok" : "not_ready");
        body.put("reasons", obstacles);
        body.put("database", database.display());
        body.put("database_version", database.version());
        body.put("durability", database.durability());
        body.put(
                "egress_allow",
                settings.egressAllow().stream().map(EgressAllowance::text).toList());
        int status = obstacles.isEmpty() ? 200 : 503;
        answer(exchange, "/health", status, "application/json", Json.WIRE.writeValueAsString(body));
    }

    private static void answer(HttpExchange exchange, String path, int status, String type, String text)
            throws IOException {
        try (exchange) {
            boolean found = exchange.getRequestURI().getPath().equals(path);
            boolean reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
            byte[] body = found && reads ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(!found ? 404 : !reads ? 405 : status, bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.stop(0);
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// First to start, last to stop.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
