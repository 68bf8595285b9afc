package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The part of the scripted engine that answers about queues and circuits. Any thread.
public final class ScriptedQueues implements ScriptedEngine.Routes {
    private static final int TOO_MANY = 10_000;

    private final InstantSource clock;
    private final Map<String, QueueView> queues = new TreeMap<>();
    private final Map<String, CircuitView> circuits = new LinkedHashMap<>();

    private ScriptedQueues(InstantSource clock) {
        this.clock = clock;
    }

    /// Teaches an engine about queues.
    public static ScriptedQueues of(ScriptedEngine engine, InstantSource clock) {
        ScriptedQueues queues = new ScriptedQueues(clock);
        engine.learn(queues);
        return queues;
    }

    public synchronized ScriptedQueues put(QueueView... shown) {
        for (QueueView queue : shown) {
            queues.put(queue.name(), queue);
        }
        return this;
    }

    public synchronized ScriptedQueues put(CircuitView... shown) {
        for (CircuitView circuit : shown) {
            circuits.put(circuit.host(), circuit);
        }
        return this;
    }

    public synchronized void remove(String name) {
        queues.remove(name);
    }

    public synchronized QueueView get(String name) {
        QueueView queue = queues.get(name);
        if (queue == null) {
            throw new AssertionError("no queue " + name);
        }
        return queue;
    }

    @Override
    public synchronized @Nullable Reply answer(Call call) {
        List<String> parts = call.parts();
        if (parts.isEmpty()) {
            return null;
        }
        return switch (parts.getFirst()) {
            case "queues" -> parts.size() == 1 ? Reply.of(bare()) : queue(call, parts);
            case "circuits" -> circuit(parts);
            default -> null;
        };
    }

    private List<QueueView> bare() {
        return queues.values().stream()
                .map(q -> copy(q, q.concurrency(), q.rate(), q.ordered(), q.priority(), q.version(), false))
                .toList();
    }

    private Reply queue(Call call, List<String> parts) {
        QueueView queue = queues.get(parts.get(1));
        if (queue == null) {
            return Reply.refused(404, "not_found", "No such queue.");
        }
        JsonNode body = call.body().isBlank() ? Json.WIRE.createObjectNode() : Json.WIRE.readTree(call.body());
        String verb = parts.size() > 2 ? parts.get(2) : call.method();
        return switch (verb) {
            case "GET" -> Reply.of(queue);
            case "PATCH" -> change(queue, body);
            case "pause" -> Reply.of(stored(paused(queue, body.path("reason").asString(""))));
            case "resume" -> Reply.of(stored(paused(queue, null)));
            case "purge" -> purge(queue, body.path("dry_run").asBoolean(false));
            default -> Reply.refused(404, "not_found", "No such route.");
        };
    }

    private Reply change(QueueView queue, JsonNode body) {
        if (body.path("version").asInt(0) != queue.version()) {
            return Reply.refused(409, "version_conflict", "The queue was changed meanwhile.");
        }
        int places = body.path("concurrency").asInt(queue.concurrency());
        if (places > TOO_MANY) {
            return new Reply(
                    422,
                    Json.WIRE.writeValueAsString(Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    "validation_error",
                                    "message",
                                    "concurrency: at most 10,000",
                                    "details",
                                    Map.of("concurrency", List.of("at most 10,000"))))));
        }
        return Reply.of(stored(copy(
                queue,
                places,
                body.has("rate") ? body.get("rate").asString(null) : queue.rate(),
                body.path("ordered").asBoolean(queue.ordered()),
                body.has("priority") ? (Integer) body.get("priority").asInt() : queue.priority(),
                queue.version() + 1,
                true)));
    }

    private Reply purge(QueueView queue, boolean dryRun) {
        long waiting = queue.waiting();
        if (!dryRun) {
            stored(new QueueView(
                    queue.name(),
                    queue.paused(),
                    queue.pausedReason(),
                    queue.pausedBy(),
                    queue.pausedAt(),
                    queue.concurrency(),
                    queue.rate(),
                    queue.ordered(),
                    queue.priority(),
                    queue.version(),
                    queue.running(),
                    0,
                    0,
                    null,
                    null,
                    null,
                    queue.finishedLastHour(),
                    queue.runningNow(),
                    List.of(),
                    queue.feeders()));
        }
        return Reply.of(Map.of("dry_run", dryRun, "waiting", waiting, "cancelled", dryRun ? 0 : waiting, "skipped", 0));
    }

    private @Nullable Reply circuit(List<String> parts) {
        if (parts.size() == 1) {
            return Reply.of(List.copyOf(circuits.values()));
        }
        CircuitView gone = circuits.remove(parts.get(1));
        return gone == null ? Reply.refused(404, "not_found", "No such host.") : Reply.of(gone);
    }

    private QueueView stored(QueueView queue) {
        queues.put(queue.name(), queue);
        return queue;
    }

    private QueueView paused(QueueView queue, @Nullable String reason) {
        Instant at = clock.instant();
        return new QueueView(
                queue.name(),
                reason != null,
                reason == null || reason.isEmpty() ? null : reason,
                reason == null ? null : "ops@acme.test",
                reason == null ? null : at,
                queue.concurrency(),
                queue.rate(),
                queue.ordered(),
                queue.priority(),
                queue.version(),
                queue.running(),
                queue.waiting(),
                queue.due(),
                queue.oldestDueAt(),
                reason != null ? "paused" : null,
                null,
                queue.finishedLastHour(),
                queue.runningNow(),
                queue.nextInLine(),
                queue.feeders());
    }

    /// @param whole with what only the single view has
    private static QueueView copy(
            QueueView queue,
            int places,
            @Nullable String rate,
            boolean ordered,
            @Nullable Integer priority,
            int version,
            boolean whole) {
        return new QueueView(
                queue.name(),
                queue.paused(),
                queue.pausedReason(),
                queue.pausedBy(),
                queue.pausedAt(),
                places,
                rate,
                ordered,
                priority,
                version,
                queue.running(),
                queue.waiting(),
                queue.due(),
                queue.oldestDueAt(),
                queue.blockedBy(),
                queue.nextStartAt(),
                queue.finishedLastHour(),
                whole ? queue.runningNow() : List.of(),
                whole ? queue.nextInLine() : List.of(),
                whole ? queue.feeders() : List.of());
    }
}
