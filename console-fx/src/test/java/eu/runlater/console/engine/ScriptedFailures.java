package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.BulkPreview;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.FailureCause;
import eu.runlater.model.OperationView;
import eu.runlater.model.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The part of the scripted engine that answers about failures and bulk operations. Any thread.
public final class ScriptedFailures implements ScriptedEngine.Routes {
    private final Instant now;
    private final List<FailureCause> causes = new ArrayList<>();
    private final List<OperationView> operations = new ArrayList<>();

    private ScriptedFailures(Instant now) {
        this.now = now;
    }

    /// Teaches an engine about failures.
    public static ScriptedFailures of(ScriptedEngine engine, Instant now) {
        ScriptedFailures failures = new ScriptedFailures(now);
        engine.learn(failures);
        return failures;
    }

    /// What the night left behind.
    public ScriptedFailures night() {
        return cause("nightly-invoices", "api.acme.test", "HTTP 500 · card processor down", 41, 37)
                .cause("Sync stock to ERP", "erp.shop.test", "timeout · no complete answer within 30 s", 312, 340)
                .cause("Push to search index", "img.shop.test", "HTTP 422 · mapping of field “sku” is gone", 6, 1_100);
    }

    public synchronized ScriptedFailures cause(
            String task, String host, String signature, long executions, long sinceMinutes) {
        int number = causes.size() + 1;
        Instant since = now.minus(Duration.ofMinutes(sinceMinutes));
        causes.add(new FailureCause(
                new UUID(0x5000, number),
                new UUID(0x6000, number),
                task,
                host,
                "cron",
                "http_status",
                500,
                signature,
                executions,
                since,
                now.minus(Duration.ofMinutes(number * 2L)),
                new UUID(0x7000, number),
                IntStream.range(0, 24)
                        .map(hour -> hour < 24 - Math.min(24, sinceMinutes / 60 + 1) ? 0 : 1 + hour * 7 % 11)
                        .boxed()
                        .toList()));
        return this;
    }

    public synchronized UUID idOf(String task) {
        return causes.stream()
                .filter(cause -> cause.taskName().equals(task))
                .findFirst()
                .orElseThrow()
                .id();
    }

    public synchronized ScriptedFailures put(OperationView operation) {
        operations.removeIf(known -> known.id().equals(operation.id()));
        operations.addFirst(operation);
        return this;
    }

    @Override
    public synchronized @Nullable Reply answer(Call call) {
        List<String> parts = call.parts();
        return switch (parts.isEmpty() ? "" : parts.getFirst()) {
            case "failures" ->
                parts.size() == 1 ? page(fitting(call.parameters().getOrDefault("query", ""))) : bulk(call, parts);
            case "operations" -> parts.size() == 1 ? page(operations) : operation(parts);
            default -> null;
        };
    }

    private static Reply page(List<?> values) {
        return new Reply(200, Json.WIRE.writeValueAsString(new Page<>(values, false, null)));
    }

    private List<FailureCause> fitting(String query) {
        return causes.stream()
                .filter(cause ->
                        !query.contains("cause:") || query.contains(cause.id().toString()))
                .filter(cause -> !query.contains("task:") || query.contains("task:" + cause.taskName()))
                .toList();
    }

    private Reply bulk(Call call, List<String> parts) {
        JsonNode body = Json.WIRE.readTree(call.body());
        String query = body.path("query").asString("");
        List<FailureCause> about = fitting(query);
        int count = about.stream().mapToInt(cause -> (int) cause.executions()).sum();
        if (body.path("dry_run").asBoolean(false)) {
            List<ExecutionSummary> sample = about.stream()
                    .map(cause -> Runs.run()
                            .named(cause.taskName())
                            .to("https://" + cause.host() + "/hook")
                            .due(cause.last())
                            .failedWithRetry(500, cause.signature(), Duration.ZERO))
                    .toList();
            return Reply.of(new BulkPreview(count, false, sample));
        }
        OperationView begun = Operation.of("failures." + parts.get(1), query, count, now)
                .because(body.path("reason").asString(null))
                .scheduled();
        put(begun);
        return new Reply(202, Json.WIRE.writeValueAsString(java.util.Map.of("data", begun)));
    }

    private Reply operation(List<String> parts) {
        UUID id = UUID.fromString(parts.get(1));
        OperationView known = operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElse(null);
        if (known == null) {
            return Reply.refused(404, "not_found", "No such operation.");
        }
        String verb = parts.size() > 2 ? parts.get(2) : "";
        if (verb.equals("items")) {
            return page(List.of());
        }
        String state = switch (verb) {
            case "pause" -> "paused";
            case "resume" -> "running";
            case "undo" -> "undone";
            default -> known.state();
        };
        OperationView moved = Operation.in(known, state);
        put(moved);
        return Reply.of(moved);
    }
}
