package eu.runlater.console.wire;

import eu.runlater.console.api.Json;
import eu.runlater.model.Changed;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Person;
import eu.runlater.model.SignedIn;
import eu.runlater.model.StreamEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an engine in good health says.
public final class Answers {
    public static final Instant AT = Instant.parse("2026-11-24T03:07:41.123Z");

    private Answers() {}

    public static String overview() {
        return data(
                new Overview(AT, 60, List.of(), 0, List.of(), 0.982, 0.999, 2_000, 3, 41, 2, null, List.of(), 0, 0));
    }

    public static String engine() {
        EngineStatus.Node node =
                new EngineStatus.Node("node-1", "10.0.0.1:8480", "1.4.0", "up", AT, AT.plusSeconds(15), 64, 12, true);
        return data(new EngineStatus(
                "1.4.0",
                AT,
                true,
                "18.6",
                1.2,
                "on",
                List.of(),
                List.of(node),
                41,
                3,
                12,
                2_000,
                1.1,
                0.9,
                null,
                null));
    }

    /// Somebody is signed in as `ops@acme.test`.
    public static String signedIn(String token) {
        return data(new SignedIn(
                token,
                AT.plusSeconds(1_209_600),
                new Person(id(7), "ops@acme.test", null),
                new SignedIn.Organization(id(8), "Acme", "pro"),
                "owner",
                false,
                List.of()));
    }

    public static String data(Object value) {
        return Json.WIRE.writeValueAsString(Map.of("data", value));
    }

    public static UUID id(int number) {
        return new UUID(0x0196a1c28f107000L, 0x9000000000000000L + number);
    }

    public static ExecutionSummary execution(int number, String status) {
        return new ExecutionSummary(
                id(number),
                id(number + 1_000_000),
                id(2_000_000),
                "nightly-invoices",
                "once",
                status,
                1,
                6,
                status.equals("success"),
                "billing",
                "POST",
                "https://api.acme.test/hook",
                "api.acme.test",
                AT,
                AT,
                AT,
                12L,
                132L,
                status.equals("failed") ? 500 : 200,
                null,
                null,
                null,
                null);
    }

    public static String event(String type, int count, ExecutionSummary... items) {
        return Json.WIRE.writeValueAsString(new StreamEvent(type, AT, count, List.of(items)));
    }

    /// A message about something other than executions.
    public static String news(String type, int count, Changed... items) {
        return Json.WIRE.writeValueAsString(Map.of("type", type, "at", AT, "count", count, "items", List.of(items)));
    }
}
