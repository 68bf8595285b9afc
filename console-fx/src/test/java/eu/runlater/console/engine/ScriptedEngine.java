package eu.runlater.console.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.runlater.console.api.Access;
import eu.runlater.console.api.Json;
import eu.runlater.model.Accepted;
import eu.runlater.model.Changed;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Page;
import eu.runlater.model.StreamEvent;
import eu.runlater.model.Usage;
import eu.runlater.model.Waiting;
import eu.runlater.model.query.Query;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// See the package. Listens on loopback; any thread.
public final class ScriptedEngine implements AutoCloseable {
    public static final String KEY = "sk_live_scripted";

    /// An answer other than the usual one.
    public record Refusal(int status, String json) {}

    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<UUID, ExecutionSummary> attempts = new LinkedHashMap<>();
    private final Map<UUID, ExecutionDetail> details = new ConcurrentHashMap<>();
    private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private final AtomicLong eventId = new AtomicLong();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Routes> more = new CopyOnWriteArrayList<>();
    private volatile @Nullable Overview overview;
    private volatile @Nullable EngineStatus status;
    private volatile @Nullable Usage usage;

    /// What an engine answers to.
    ///
    /// @param path of the address, decoded: `/api/v1/queues/billing`
    public record Call(String method, String path, Map<String, String> parameters, String body) {
        /// `queues` and `billing` of `/api/v1/queues/billing`.
        public List<String> parts() {
            return Arrays.stream(path.split("/")).skip(3).toList();
        }
    }

    /// An answer: its status and JSON.
    public record Reply(int status, String json) {
        public static Reply of(Object value) {
            return new Reply(200, data(value));
        }

        public static Reply refused(int status, String code, String message) {
            return new Reply(status, error(code, message));
        }
    }

    /// Answers to calls of one part of the API, for rooms that bring their own; null = not one of these.
    public interface Routes {
        @Nullable
        Reply answer(Call call);
    }

    private ScriptedEngine(InstantSource clock, HttpServer server) {
        this.clock = clock;
        this.server = server;
    }

    public static ScriptedEngine start(InstantSource clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            ScriptedEngine engine = new ScriptedEngine(clock, server);
            server.setExecutor(engine.threads);
            server.createContext("/", engine::serve);
            server.start();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Access access() {
        return new Access(
                Access.address("http://127.0.0.1:" + server.getAddress().getPort()), KEY);
    }

    /// Puts executions on record without telling anybody.
    public synchronized void record(ExecutionSummary... summaries) {
        for (ExecutionSummary summary : summaries) {
            attempts.put(summary.id(), summary);
        }
    }

    public void record(ExecutionDetail detail) {
        details.put(detail.execution().id(), detail);
        record(detail.attempts().toArray(ExecutionSummary[]::new));
    }

    public void setOverview(Overview shown) {
        overview = shown;
    }

    public void setStatus(EngineStatus shown) {
        status = shown;
    }

    public void setUsage(Usage shown) {
        usage = shown;
    }

    /// Says why an execution has not started; null = it does not wait any more.
    public void waits(UUID executionId, @Nullable Waiting why) {
        if (why == null) {
            waiting.remove(executionId);
        } else {
            waiting.put(executionId, why);
        }
    }

    /// Teaches it more of the API.
    public void learn(Routes routes) {
        more.add(routes);
    }

    /// Answers every call of `METHOD /path` in this way until taken back with null.
    public void refuse(String methodAndPath, @Nullable Refusal refusal) {
        if (refusal == null) {
            refusals.remove(methodAndPath);
        } else {
            refusals.put(methodAndPath, refusal);
        }
    }

    /// Puts executions on record and tells everybody who listens.
    public void happen(ExecutionSummary... summaries) {
        record(summaries);
        String type = summaries[0].state().isFinal() ? "execution.finished" : "execution.started";
        send(new StreamEvent(type, clock.instant(), summaries.length, List.of(summaries)));
    }

    public void send(StreamEvent event) {
        write("event: " + event.type() + "\nid: " + eventId.incrementAndGet() + "\ndata: "
                + Json.WIRE.writeValueAsString(event) + "\n\n");
    }

    /// Tells everybody who listens that something other than an execution has changed.
    ///
    /// @param type e.g. `queue.paused`
    public void tell(String type, Changed... things) {
        String data = Json.WIRE.writeValueAsString(
                Map.of("type", type, "at", clock.instant(), "count", things.length, "items", List.of(things)));
        write("event: " + type + "\nid: " + eventId.incrementAndGet() + "\ndata: " + data + "\n\n");
    }

    /// Ends all streams, as a restarted engine does.
    public void cutStreams() {
        for (OutputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException gone) {
                // As wished.
            }
        }
        streams.clear();
    }

    public int streams() {
        return streams.size();
    }

    /// `METHOD /path?query body` of all calls so far.
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private void write(String text) {
        for (OutputStream stream : streams) {
            try {
                stream.write(text.getBytes(StandardCharsets.UTF_8));
                stream.flush();
            } catch (IOException gone) {
                streams.remove(stream);
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add((method + " " + exchange.getRequestURI() + " " + body).strip());
        Refusal refusal = refusals.get(method + " " + path);
        if (refusal != null) {
            answer(exchange, refusal.status(), refusal.json());
        } else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, error("unauthorized", "No such key."));
        } else if (path.equals("/api/v1/events")) {
            openStream(exchange);
        } else {
            Call call = new Call(method, path, parameters(exchange), body);
            Reply reply = more.stream()
                    .map(routes -> routes.answer(call))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (reply != null) {
                answer(exchange, reply.status(), reply.json());
            } else {
                route(exchange, method, path);
            }
        }
    }

    private void route(HttpExchange exchange, String method, String path) throws IOException {
        Map<String, String> parameters = parameters(exchange);
        String[] parts = path.substring(1).split("/");
        switch (method + " " + (parts.length > 2 ? parts[2] : "")) {
            case "GET overview" -> answer(exchange, overview);
            case "GET engine" -> answer(exchange, status);
            case "GET usage" -> answer(exchange, usage);
            case "GET executions" -> {
                if (parts.length == 3) {
                    list(exchange, parameters);
                } else if (parts[3].equals("count")) {
                    answer(exchange, Map.of("count", matching(parameters).size(), "more", false));
                } else {
                    answer(exchange, detail(UUID.fromString(parts[3])));
                }
            }
            case "POST executions" -> act(exchange, UUID.fromString(parts[3]), parts[4]);
            case "POST tasks" -> accept(exchange);
            default -> answer(exchange, 404, error("not_found", "No such route."));
        }
    }

    private void list(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        if (Query.read(parameters.getOrDefault("query", "")) instanceof Query.Refused(var mistake)) {
            answer(exchange, 422, error("validation_error", mistake.message()));
            return;
        }
        List<ExecutionSummary> all = matching(parameters);
        int limit = Integer.parseInt(parameters.getOrDefault("limit", "50"));
        int from = Integer.parseInt(parameters.getOrDefault("cursor", "0"));
        int to = Math.min(all.size(), from + limit);
        boolean more = to < all.size();
        Page<ExecutionSummary> page = new Page<>(all.subList(from, to), more, more ? Integer.toString(to) : null);
        answer(exchange, 200, Json.WIRE.writeValueAsString(page));
    }

    private synchronized List<ExecutionSummary> matching(Map<String, String> parameters) {
        if (!(Query.read(parameters.getOrDefault("query", "")) instanceof Query.Read read)) {
            return List.of();
        }
        Map<UUID, ExecutionSummary> rows = new LinkedHashMap<>();
        for (ExecutionSummary attempt : attempts.values()) {
            if (read.query().matches(attempt, clock.instant())) {
                UUID key = parameters.containsKey("group") ? attempt.runId() : attempt.id();
                rows.merge(key, attempt, ScriptedEngine::shown);
            }
        }
        return rows.values().stream()
                .sorted(Comparator.comparing(ExecutionSummary::scheduledFor)
                        .thenComparing(summary -> summary.id().toString())
                        .reversed())
                .toList();
    }

    /// Of a run: the attempt in flight, else the newest made, else the one that waits.
    private static ExecutionSummary shown(ExecutionSummary left, ExecutionSummary right) {
        boolean leftWaits = left.status().equals("pending");
        boolean rightWaits = right.status().equals("pending");
        if (leftWaits != rightWaits) {
            return leftWaits ? right : left;
        }
        return left.attempt() > right.attempt() ? left : right;
    }

    private synchronized @Nullable ExecutionDetail detail(UUID id) {
        ExecutionSummary summary = attempts.get(id);
        ExecutionDetail known = details.get(id);
        if (summary == null) {
            return known;
        }
        List<ExecutionSummary> run = attempts.values().stream()
                .filter(attempt -> attempt.runId().equals(summary.runId()))
                .sorted(Comparator.comparing(ExecutionSummary::attempt))
                .toList();
        return known != null
                ? new ExecutionDetail(
                        summary,
                        known.request(),
                        known.response(),
                        known.phases(),
                        run,
                        known.lateResult(),
                        known.node(),
                        known.waiting() == null ? waiting.get(id) : known.waiting())
                : new ExecutionDetail(
                        summary,
                        new ExecutionDetail.Request(summary.method(), summary.url(), List.of(), null, 30_000),
                        null,
                        null,
                        run,
                        null,
                        null,
                        waiting.get(id));
    }

    private void act(HttpExchange exchange, UUID id, String action) throws IOException {
        if (action.equals("retry")) {
            answer(exchange, 202, data(accepted()));
        } else {
            answer(exchange, 200, data(Map.of("id", id, "status", "cancelled")));
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        answer(exchange, 202, data(accepted()));
    }

    private Accepted accepted() {
        ExecutionSummary fresh = Runs.run().due(clock.instant()).pending();
        record(fresh);
        return new Accepted(fresh.taskId(), fresh.id(), fresh.runId(), "pending", fresh.scheduledFor());
    }

    private void openStream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream stream = exchange.getResponseBody();
        stream.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
        stream.flush();
        streams.add(stream);
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
    }

    private static String data(Object value) {
        return Json.WIRE.writeValueAsString(Map.of("data", value));
    }

    public static String error(String code, String message) {
        return Json.WIRE.writeValueAsString(Map.of("error", Map.of("code", code, "message", message)));
    }

    private static void answer(HttpExchange exchange, @Nullable Object value) throws IOException {
        if (value == null) {
            answer(exchange, 404, error("not_found", "There is no such thing."));
        } else {
            answer(exchange, 200, data(value));
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Request-Id", "req-1");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        cutStreams();
        server.stop(0);
        threads.shutdownNow();
    }

    /// Calls so far that begin so.
    public List<String> calls(String start) {
        return new ArrayList<>(
                calls.stream().filter(call -> call.startsWith(start)).toList());
    }
}
