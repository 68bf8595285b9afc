package eu.runlater.console.executions;

import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.query.QueryField;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Values of fields that were on screen lately, newest first, for completion. Bounded. FX thread only.
final class SeenValues {
    private static final int REMEMBERED = 200;

    private final Map<QueryField, LinkedHashSet<String>> values = new EnumMap<>(QueryField.class);

    void see(ExecutionSummary execution) {
        see(QueryField.TASK, execution.taskName());
        see(QueryField.HOST, execution.host());
        see(QueryField.KIND, execution.kind());
        if (execution.queue() != null) {
            see(QueryField.QUEUE, execution.queue());
        }
    }

    private void see(QueryField field, String value) {
        LinkedHashSet<String> seen = values.computeIfAbsent(field, _ -> new LinkedHashSet<>());
        seen.addFirst(value);
        if (seen.size() > REMEMBERED) {
            seen.removeLast();
        }
    }

    Iterable<String> of(QueryField field) {
        Set<String> seen = values.get(field);
        return seen == null ? Set.of() : seen;
    }
}
