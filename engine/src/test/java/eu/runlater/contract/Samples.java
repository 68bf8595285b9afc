package eu.runlater.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/// Good calls of each operation: made from its schema, or written here where the schema alone does not say what makes
/// sense.
final class Samples {
    private static final String SOON = "\"delay\":\"2h\"";

    private final Seeds seeds;
    private final Bodies bodies;

    /// Bodies of operations, by id; several where there are several ways to succeed.
    private static final Map<String, List<Function<Seeds, String>>> WRITTEN = Map.ofEntries(
            written(
                    "post_tasks",
                    s -> "{\"url\":\"" + s.url() + "\"," + SOON + "}",
                    s -> "{\"url\":\"" + s.url() + "\",\"cron\":\"0 3 * * *\",\"timezone\":\"Europe/Berlin\"}",
                    s -> "{\"url\":\"" + s.url() + "\"," + SOON + ",\"dedupe_key\":\"twice\"}",
                    s -> "{\"url\":\"" + s.url() + "\"," + SOON + ",\"dedupe_key\":\"twice\"}"),
            written(
                    "post_cron_preview",
                    _ -> "{\"cron\":\"0 3 * * *\"}",
                    _ -> "{\"every\":\"15m\",\"count\":2}",
                    _ -> "{\"cron\":\"no\"}"),
            written(
                    "post_tasks_id_backfill",
                    _ -> "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\",\"dry_run\":true}",
                    _ -> "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\"}"),
            written(
                    "post_failures_retry",
                    _ -> "{\"query\":\"since:1h\"}",
                    _ -> "{\"query\":\"since:1h\",\"dry_run\":true}"),
            written(
                    "post_failures_discard",
                    _ -> "{\"query\":\"since:1h\"}",
                    _ -> "{\"query\":\"since:1h\",\"dry_run\":true}"),
            written("put_queues_name", _ -> "{\"concurrency\":4,\"rate\":\"100/m\"}"),
            written("patch_queues_name", _ -> "{\"concurrency\":4,\"rate\":\"100/m\"}"),
            written("put_tasks_id", _ -> "{\"name\":\"Renamed\"}"),
            written("patch_tasks_id", _ -> "{\"name\":\"Renamed\",\"version\":1}"),
            written("post_tasks_test", s -> "{\"url\":\"" + s.url() + "\"}"),
            written(
                    "put_sync",
                    s -> "{\"tasks\":[{\"name\":\"Synced\",\"url\":\"" + s.url() + "\",\"cron\":\"0 3 * * *\"}]}",
                    s -> "{\"tasks\":[{\"name\":\"Synced\",\"url\":\"" + s.url() + "\",\"cron\":\"0 4 * * *\"}],"
                            + "\"dry_run\":true}",
                    _ -> "{\"tasks\":[{\"name\":\"Synced\",\"url\":\"no\"}]}"),
            written(
                    "post_credentials",
                    _ -> "{\"name\":\"crm\",\"type\":\"bearer\",\"token\":\"t0k3n\"}",
                    _ -> "{\"name\":\"erp\",\"type\":\"basic\",\"username\":\"ida\",\"password\":\"secret\"}"));

    @SafeVarargs
    private static Map.Entry<String, List<Function<Seeds, String>>> written(
            String operation, Function<Seeds, String>... bodies) {
        List<Function<Seeds, String>> all = new ArrayList<>();
        for (Function<Seeds, String> body : bodies) {
            all.add(body);
        }
        return Map.entry(operation, all);
    }

    Samples(ApiDocument document, Seeds seeds) {
        this.seeds = seeds;
        this.bodies = new Bodies(document, new Random(1), 0, seeds.url());
    }

    Stream<Call> of(Operation operation) {
        Stream<Call> calls = of(operation, seeds.path(operation));
        return operation.id().equals("post_tasks_id_clone") // answers as the task's kind has it
                ? Stream.concat(calls, of(operation, Seeds.filled(operation, List.of(seeds.value("recurring")))))
                : calls;
    }

    /// With another path than that of the seeds.
    Stream<Call> of(Operation operation, String path) {
        Call call = Call.of(operation.method(), path);
        for (Operation.Parameter parameter : operation.parameters("query")) {
            if (parameter.required()) {
                call = call.asking(parameter.name(), parameter.name().equals("queue") ? seeds.value("queues") : "text");
            }
        }
        if (!operation.isOpen()) {
            call = call.with("Authorization", "Bearer " + seeds.key());
        }
        if (!operation.hasBody()) {
            return Stream.of(call);
        }
        Call bare = call;
        List<Function<Seeds, String>> written = WRITTEN.get(operation.id());
        return written == null
                ? Stream.of(bare.sending(body(operation)))
                : written.stream().map(body -> bare.sending(body.apply(seeds)));
    }

    String body(Operation operation) {
        List<Function<Seeds, String>> written = WRITTEN.get(operation.id());
        return written == null
                ? bodies.fitting(operation.bodySchema()).toString()
                : written.getFirst().apply(seeds);
    }
}
