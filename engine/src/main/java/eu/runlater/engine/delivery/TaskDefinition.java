package eu.runlater.engine.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What to call and how to judge it, as stored. `url` is in canonical form and `host` its host (G-EGR-3); `body` absent
/// means none; every field was checked when the task was accepted (G-ACC-5). Immutable; arrays are not to be written
/// to.
public record TaskDefinition(
        UUID id,
        UUID organizationId,
        String name,
        String method,
        String url,
        String host,
        List<Header> headers,
        byte @Nullable [] body,
        @Nullable String queue,
        int priority,
        Duration timeout,
        int retryAttempts,
        TaskOptions options,
        Instant scheduledAt,
        Instant insertedAt,
        Instant updatedAt,
        int version) {

    public TaskDefinition {
        headers = List.copyOf(headers);
    }
}
