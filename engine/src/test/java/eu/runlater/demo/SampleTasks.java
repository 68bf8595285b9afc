package eu.runlater.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// The tasks of an invented shop. Each is a request to `POST /api/v1/tasks`.
final class SampleTasks {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> CUSTOMERS =
            List.of("Ida Holm", "Marco Rossi", "Zoë Dubois", "Jan Novák", "Sofia Lind", "Tomás Silva");

    private final URI receiver;
    private final URI nobody;
    private final RandomGenerator random;

    /// @param receiver base address of the receiver · @param nobody an address where nothing listens
    SampleTasks(URI receiver, URI nobody, RandomGenerator random) {
        this.receiver = receiver;
        this.nobody = nobody;
        this.random = random;
    }

    /// The next sample as JSON: mostly work that succeeds, as in real life.
    String next() {
        return json(task());
    }

    private Map<String, Object> task() {
        int roll = random.nextInt(100);
        if (roll < 46) {
            return to("Send order confirmation", "/echo");
        }
        if (roll < 56) {
            return to("Resize product photo", "/slow/" + random.nextInt(300, 2_500));
        }
        if (roll < 66) {
            return with(elsewhere("Charge card", "/fail/2"), "retry_backoff", fixed("4s"));
        }
        if (roll < 74) {
            return with(
                    with(elsewhere("Update stock in ERP", "/fail"), "retry_attempts", 2), "retry_backoff", fixed("6s"));
        }
        if (roll < 81) {
            return with(to("Sync contact to CRM", "/status/404"), "retry_attempts", 0);
        }
        if (roll < 86) {
            return with(with(elsewhere("Render invoice", "/stall"), "timeout_ms", 3_000), "retry_attempts", 0);
        }
        if (roll < 90) {
            Map<String, Object> task = to("Notify warehouse", "/");
            task.put("url", nobody.toString());
            return with(with(task, "retry_attempts", 1), "retry_backoff", fixed("10s"));
        }
        if (roll < 94) {
            return with(elsewhere("Search index push", "/status/429?retry-after=5"), "retry_attempts", 1);
        }
        return with(to("Ask for a review", "/echo"), "delay", random.nextInt(15, 90) + "s");
    }

    private Map<String, Object> to(String name, String path) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("order", "A-" + random.nextInt(1_000, 10_000));
        order.put("customer", CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
        order.put("total", random.nextInt(5, 300) + ".90");
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("name", name);
        task.put("url", receiver.resolve(path).toString());
        task.put("body", order);
        return task;
    }

    /// At the same receiver under another name: what fails on purpose must not stop the calls of the rest, as it would
    /// if all of them had one host.
    private Map<String, Object> elsewhere(String name, String path) {
        Map<String, Object> task = to(name, path);
        task.put("url", "http://localhost:" + receiver.getPort() + path);
        return task;
    }

    /// What the shop does by schedule, as JSON.
    List<String> recurring() {
        return List.of(
                json(with(with(to("Sync stock", "/echo"), "every", "20s"), "queue", "erp")),
                json(with(with(to("Slow report", "/slow/4000"), "every", "3s"), "overlap", "skip")),
                json(with(to("Heartbeat", "/echo"), "cron", "* * * * *")),
                json(with(elsewhere("Push to partner", "/fail"), "every", "45s")),
                json(with(with(to("Nightly invoices", "/echo"), "cron", "30 2 * * *"), "timezone", "Europe/Oslo")),
                json(with(with(to("Weekday reminders", "/echo"), "cron", "0 9 * * 1-5"), "timezone", "Europe/Berlin")));
    }

    private static String json(Map<String, Object> task) {
        task.put("method", "POST");
        return JSON.writeValueAsString(task);
    }

    private static Map<String, Object> with(Map<String, Object> task, String name, Object value) {
        task.put(name, value);
        return task;
    }

    private static Map<String, Object> fixed(String base) {
        return Map.of("type", "fixed", "base", base);
    }
}
