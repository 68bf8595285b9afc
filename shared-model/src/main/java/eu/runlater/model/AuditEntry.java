package eu.runlater.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the audit log.
///
/// @param number counts from 1 in each organization
/// @param action `<resource>.<verb>`, e.g. `queue.paused`
/// @param changes field → `{"from": …, "to": …}`; empty object for a field whose values are not written down
/// @param reason why, in the words of whoever did it
/// @param metadata what else is worth knowing, e.g. a count
/// @param hash SHA-256 over the hash before and this entry, as 64 hex digits
public record AuditEntry(
        UUID id,
        long number,
        Instant at,
        Actor actor,
        String action,
        Resource resource,
        Map<String, @Nullable Object> changes,
        @Nullable String reason,
        Map<String, @Nullable Object> metadata,
        String hash) {
    public AuditEntry {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// @param type `user`, `api` or `system` · @param id of the user or key
    /// @param name the person's address as it is today, or the key's name as it was; absent for one erased since
    public record Actor(
            String type, @Nullable UUID id, @Nullable String name) {}

    /// @param id absent when the action concerned many
    public record Resource(
            String type, @Nullable String id, @Nullable String name) {}
}
