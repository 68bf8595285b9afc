package eu.runlater.contract;

import eu.runlater.engine.testing.TestPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Good calls of each operation: made from its schema, or written here where the schema alone does not say what makes
/// sense.
final class Samples {
    private static final String BACKFILL =
            "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\",\"dry_run\":%s}";
    private static final String SYNC = """
            {"tasks":[{"name":"Nightly","url":"https://example.com/","schedule_type":"cron",
            "cron_expression":"0 3 * * *"}],"dry_run":%s}""";
    private static final String SOON = "\"delay\":\"2h\"";

    private final Seeds seeds;
    private final Bodies bodies;

    /// Bodies of operations, by id; several where there are several ways to succeed.
    private static final Map<String, List<Function<Seeds, Sample>>> WRITTEN = new HashMap<>();

    static {
        written("post_tasks", s -> "{\"url\":\"" + s.url() + "\"," + SOON + "}");
        written(
                "post_tasks",
                s -> "{\"url\":\"" + s.url() + "\",\"cron\":\"0 3 * * *\",\"timezone\":\"Europe/Berlin\"}");
        written("post_tasks", s -> "{\"url\":\"" + s.url() + "\"," + SOON + ",\"dedupe_key\":\"twice\"}");
        written("post_tasks", s -> "{\"url\":\"" + s.url() + "\"," + SOON + ",\"dedupe_key\":\"twice\"}");
        written("post_tasks_test", s -> "{\"url\":\"" + s.url() + "\"}");
        written("post_cron_preview", _ -> "{\"cron\":\"0 3 * * *\"}");
        written("post_cron_preview", _ -> "{\"every\":\"15m\",\"count\":2}");
        written("post_cron_preview", _ -> "{\"cron\":\"no\"}");
        written("post_tasks_id_backfill", _ -> BACKFILL.formatted(true));
        written("post_tasks_id_backfill", _ -> BACKFILL.formatted(false));
        written("post_failures_retry", _ -> "{\"query\":\"since:1h\"}");
        written("post_failures_retry", _ -> "{\"query\":\"since:1h\",\"dry_run\":true}");
        written("post_failures_discard", _ -> "{\"query\":\"since:1h\"}");
        written("post_failures_discard", _ -> "{\"query\":\"since:1h\",\"dry_run\":true}");
        written("put_queues_name", _ -> "{\"concurrency\":4,\"rate\":\"100/m\"}");
        written("patch_queues_name", _ -> "{\"concurrency\":4,\"rate\":\"100/m\"}");
        written(
                "post_endpoints",
                s -> "{\"name\":\"Payments\",\"forward_urls\":[\"" + s.url() + "\"],\"filters\":[{\"header\":\"x\","
                        + "\"exists\":false}],\"verification\":{\"scheme\":\"github\",\"secret\":\"s\"}}");
        written("put_endpoints_id", _ -> "{\"name\":\"Renamed\"}");
        written("patch_endpoints_id", _ -> "{\"retry_attempts\":2}");
        written("post_endpoints_id_replay", _ -> "{\"from\":\"2026-01-01T00:00:00Z\",\"dry_run\":true}");
        written("post_endpoints_id_replay", _ -> "{\"from\":\"2026-01-01T00:00:00Z\",\"status\":\"failed\"}");
        written(
                "post_monitors",
                _ -> "{\"name\":\"Nightly\",\"schedule_type\":\"cron\",\"cron_expression\":\"0 3 * * *\","
                        + "\"timezone\":\"Europe/Oslo\"}");
        written(
                "post_monitors",
                s -> "{\"name\":\"Shop\",\"kind\":\"http\",\"url\":\"" + s.url() + "\",\"expected_json\":{"
                        + "\"field\":\"db.state\",\"equals\":\"up\"}}");
        written("put_monitors_id", _ -> "{\"name\":\"Renamed\"}");
        written("patch_monitors_id", _ -> "{\"grace_period_seconds\":60}");
        written("put_tasks_id", _ -> "{\"name\":\"Renamed\"}");
        written("patch_tasks_id", _ -> "{\"name\":\"Renamed\",\"version\":1}");
        written("post_credentials", _ -> "{\"name\":\"crm\",\"type\":\"bearer\",\"token\":\"t0k3n\"}");
        written(
                "post_credentials",
                _ -> "{\"name\":\"erp\",\"type\":\"basic\",\"username\":\"ida\",\"password\":\"x\"}");
        written("put_sync", _ -> SYNC.formatted(true));
        written("put_sync", _ -> SYNC.formatted(false));
        written(
                "post_session",
                s -> "{\"email\":\"%s\",\"password\":\"%s\"}"
                        .formatted(s.owner().email(), TestPeople.PASSWORD));
        written(
                "post_session_password",
                _ -> "{\"current_password\":\"%s\",\"new_password\":\"another horse battery\"}"
                        .formatted(TestPeople.PASSWORD));
        written("post_session_totp", _ -> "{\"password\":\"" + TestPeople.PASSWORD + "\"}");
        written(
                "post_session_totp_confirm",
                s -> "{\"code\":\"" + Authenticator.code(s.secondFactor(), Instant.now()) + "\"}");
        written("delete_session_totp", s -> {
            s.confirmSecondFactor();
            return "{\"password\":\"" + TestPeople.PASSWORD + "\"}";
        });
        written("put_session_organization", s -> "{\"organization_id\":\"" + s.secondOrganization() + "\"}");
        written(
                "post_organizations",
                _ -> "{\"name\":\"Shop\",\"owner_email\":\"ida-" + UUID.randomUUID() + "@example.com\"}");
        written("post_invites", _ -> "{\"email\":\"ida-" + UUID.randomUUID() + "@example.com\"}");
        written(
                "post_invites_accept",
                s -> "{\"token\":\"%s\",\"password\":\"%s\",\"name\":\"Ida\"}"
                        .formatted(
                                Seeds.text(s.invite("ida-" + UUID.randomUUID() + "@example.com"), "token"),
                                TestPeople.PASSWORD));
        sample("post_invites_accept", s -> {
            TestPeople.Person guest = s.stranger();
            return new Sample("{\"token\":\"" + Seeds.text(s.invite(guest.email()), "token") + "\"}", guest.token());
        });
    }

    private static void written(String operation, Function<Seeds, String> body) {
        sample(operation, seeds -> Sample.of(body.apply(seeds)));
    }

    private static void sample(String operation, Function<Seeds, Sample> sample) {
        WRITTEN.computeIfAbsent(operation, _ -> new ArrayList<>()).add(sample);
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
        if (operation.isOpen()) {
            call = call.with("X-Forwarded-For", seeds.address());
        } else {
            call = call.with("Authorization", "Bearer " + seeds.token(operation));
        }
        if (!operation.hasBody()) {
            return Stream.of(call);
        }
        Call bare = call;
        List<Function<Seeds, Sample>> written = WRITTEN.get(operation.id());
        return written == null
                ? Stream.of(bare.sending(body(operation)))
                : written.stream().map(sample -> {
                    Sample made = sample.apply(seeds);
                    Call sending = made.body() == null ? bare : bare.sending(made.body());
                    return made.token() == null ? sending : sending.with("Authorization", "Bearer " + made.token());
                });
    }

    String body(Operation operation) {
        List<Function<Seeds, Sample>> written = WRITTEN.get(operation.id());
        return written == null
                ? bodies.fitting(operation.bodySchema()).toString()
                : String.valueOf(written.getFirst().apply(seeds).body());
    }
}
