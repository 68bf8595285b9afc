package eu.runlater.console.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Which entries of the audit log. Empty texts and an absent moment mean: any.
///
/// @param action a whole action (`queue.paused`) or its first part (`queue`)
/// @param actorId of a person or a key · @param resourceType `queue`, `task`, … · @param resourceId of one of them
public record AuditQuery(
        String action,
        String actorId,
        String resourceType,
        String resourceId,
        @Nullable Instant from) {
    public static final AuditQuery ALL = new AuditQuery("", "", "", "", null);

    SequencedMap<String, String> parameters() {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "action", action);
        put(parameters, "actor_id", actorId);
        put(parameters, "resource_type", resourceType);
        put(parameters, "resource_id", resourceId);
        if (from != null) {
            parameters.put("from", from.toString());
        }
        return parameters;
    }

    private static void put(SequencedMap<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
