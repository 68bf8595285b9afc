package eu.runlater.engine.tasks;

import eu.runlater.engine.executions.SecretHeaders;
import eu.runlater.engine.runtime.Json;
import eu.runlater.model.SyncPlan.Difference;
import eu.runlater.model.TaskView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// In which fields two states of a task differ, to be shown: long texts are cut, headers that look secret masked. Pure.
final class FieldDifferences {
    private static final int SHOWN = 500;
    private static final String ANOTHER = SecretHeaders.MASK + " (another one)";

    private FieldDifferences() {}

    static Map<String, Difference> of(TaskView before, TaskView after) {
        JsonNode from = Json.WIRE.valueToTree(before);
        JsonNode to = Json.WIRE.valueToTree(after);
        Map<String, Difference> differences = new LinkedHashMap<>();
        for (String name : StoredFields.comparable()) {
            JsonNode old = from.path(name);
            JsonNode now = to.path(name);
            if (old.equals(now)) {
                continue;
            }
            differences.put(
                    name,
                    name.equals("headers")
                            ? new Difference(
                                    headers(before.headers(), after.headers(), SecretHeaders.MASK),
                                    headers(after.headers(), before.headers(), ANOTHER))
                            : new Difference(shown(old), shown(now)));
        }
        return differences;
    }

    private static @Nullable Object shown(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (value.isString()) {
            String text = value.stringValue();
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        }
        return value;
    }

    private static Map<String, String> headers(Map<String, String> of, Map<String, String> other, String changed) {
        Map<String, String> shown = new TreeMap<>();
        of.forEach((name, value) -> shown.put(
                name,
                !SecretHeaders.isSecret(name)
                        ? value
                        : value.equals(other.get(name)) || !other.containsKey(name) ? SecretHeaders.MASK : changed));
        return shown;
    }
}
