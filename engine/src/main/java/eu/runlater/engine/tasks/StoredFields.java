package eu.runlater.engine.tasks;

import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.TaskView;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A stored task as the fields of the request that would make it, each as JSON. Edits, clones and syncs lay theirs over
/// them and have the whole read as a new task would be: one set of rules. One thread.
final class StoredFields {
    /// Fields of a task as the API shows it that are also fields of the request that makes one.
    private static final List<String> KEPT = List.of(
            "name",
            "url",
            "method",
            "headers",
            "body",
            "every",
            "timezone",
            "starts_at",
            "ends_at",
            "max_runs",
            "overlap",
            "misfire",
            "enabled",
            "timeout_ms",
            "retry_attempts",
            "retry_backoff",
            "expected_status_codes",
            "expected_body_pattern",
            "follow_redirects",
            "on_interruption",
            "queue",
            "priority",
            "subject",
            "credential",
            "callback_url",
            "on_success_url",
            "on_failure_url",
            "on_recovery_url");

    private static final List<String> RECURRING_ONLY =
            List.of("cron", "every", "timezone", "starts_at", "ends_at", "max_runs", "overlap", "misfire");

    private static final List<String> ABOUT_THE_REQUEST = List.of("version", "reason", "run_at");

    private final Map<String, String> fields = new LinkedHashMap<>();

    StoredFields(TaskView task) {
        JsonNode shown = Json.WIRE.valueToTree(task);
        KEPT.forEach(name -> fields.put(name, shown.path(name).toString()));
        fields.put("cron", shown.path("cron_expression").toString());
    }

    /// What was sent takes the place of what is stored; another kind of schedule takes the place of both.
    StoredFields with(Fields sent) {
        Map<String, String> given = sent.sent();
        if (isGiven(given.get("cron"))) {
            fields.remove("every");
        }
        if (isGiven(given.get("every"))) {
            fields.remove("cron");
        }
        given.forEach((name, value) -> {
            if (!ABOUT_THE_REQUEST.contains(name)) {
                fields.put(name, value);
            }
        });
        return this;
    }

    StoredFields with(String name, Object value) {
        fields.put(name, Json.WIRE.writeValueAsString(value));
        return this;
    }

    /// Leaves out what only recurring tasks have; says no when it was sent.
    StoredFields once(Fields sent) {
        for (String only : RECURRING_ONLY) {
            if (sent.sent().containsKey(only) && isGiven(fields.get(only))) {
                sent.refuse(
                        only, "is for recurring tasks; this one runs once. Make a new task with POST /api/v1/tasks");
            }
            fields.remove(only);
        }
        return this;
    }

    Fields read() {
        String json = fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return Fields.parse(json.getBytes(StandardCharsets.UTF_8), TaskFields.TASK);
    }

    /// Names of all that can differ between two states of a task, as the API shows them.
    static List<String> comparable() {
        return Stream.concat(KEPT.stream(), Stream.of("cron_expression")).toList();
    }

    private static boolean isGiven(@Nullable String json) {
        return json != null && !json.equals("null");
    }
}
