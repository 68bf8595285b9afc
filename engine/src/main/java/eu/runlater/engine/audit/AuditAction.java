package eu.runlater.engine.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was done, to be recorded. Immutable; each `with`-like method gives a new one.
///
/// Secrets and payloads never go in: [#changed] says that such a field changed without saying to what. Personal data is
/// referenced, not written (G-DAT-5): people by their user id, an invite by its id.
///
/// ```java
/// audit.record(caller, AuditAction.of("queue.paused", "queue", name, name).reason(reason));
/// ```
public final class AuditAction {
    private static final int MAX_TEXT = 500; // behaviour §23

    private final String action;
    private final String resourceType;
    private final @Nullable String resourceId;
    private final @Nullable String resourceName;
    private final Map<String, @Nullable Object> changes;
    private final Map<String, @Nullable Object> metadata;
    private final @Nullable String reason;

    private AuditAction(
            String action,
            String resourceType,
            @Nullable String resourceId,
            @Nullable String resourceName,
            Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> metadata,
            @Nullable String reason) {
        this.action = action;
        this.resourceType = resourceType;
        this.resourceId = resourceId;
        this.resourceName = resourceName;
        this.changes = changes;
        this.metadata = metadata;
        this.reason = reason;
    }

    /// @param action `<resource>.<verb>`, e.g. `queue.paused`
    /// @param id of the resource; absent when the action concerns many
    /// @param name as people know it; absent for persons
    public static AuditAction of(String action, String resourceType, @Nullable Object id, @Nullable String name) {
        return new AuditAction(action, resourceType, id == null ? null : id.toString(), name, Map.of(), Map.of(), null);
    }

    /// The same, and a field's change; nothing when it did not change.
    public AuditAction change(String field, @Nullable Object from, @Nullable Object to) {
        if (Objects.equals(from, to)) {
            return this;
        }
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        change.put("from", plain(from));
        change.put("to", plain(to));
        return new AuditAction(
                action, resourceType, resourceId, resourceName, and(changes, field, change), metadata, reason);
    }

    /// The same, and that a field changed whose value is nobody's business: a secret, a body, headers.
    public AuditAction changed(String field) {
        return new AuditAction(
                action, resourceType, resourceId, resourceName, and(changes, field, Map.of()), metadata, reason);
    }

    /// The same, and why, in the words of whoever did it.
    public AuditAction reason(@Nullable String text) {
        String given = text == null || text.isBlank() ? null : text;
        return new AuditAction(action, resourceType, resourceId, resourceName, changes, metadata, given);
    }

    /// The same, and something else worth knowing: a count, a query.
    public AuditAction meta(String name, @Nullable Object value) {
        return new AuditAction(
                action, resourceType, resourceId, resourceName, changes, and(metadata, name, plain(value)), reason);
    }

    public boolean changesNothing() {
        return changes.isEmpty();
    }

    String action() {
        return action;
    }

    String resourceType() {
        return resourceType;
    }

    @Nullable
    String resourceId() {
        return resourceId;
    }

    @Nullable
    String resourceName() {
        return resourceName;
    }

    Map<String, @Nullable Object> changes() {
        return changes;
    }

    Map<String, @Nullable Object> metadata() {
        return metadata;
    }

    @Nullable
    String reason() {
        return reason;
    }

    private static Map<String, @Nullable Object> and(
            Map<String, @Nullable Object> before, String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(before);
        all.put(name, value);
        return Collections.unmodifiableMap(all);
    }

    /// Numbers and truth values as they are, anything else as a text of at most 500 characters.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean truth -> truth;
            case Integer number -> number;
            case Long number -> number;
            case Instant moment -> moment;
            case UUID id -> id.toString();
            default -> {
                String text = value.toString();
                yield text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
            }
        };
    }
}
