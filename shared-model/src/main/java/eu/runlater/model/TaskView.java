package eu.runlater.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task as the API shows it.
///
/// @param body the stored bytes as UTF-8 text
/// @param scheduleType `once` or `cron`
public record TaskView(
        UUID id,
        String name,
        String url,
        String method,
        Map<String, String> headers,
        @Nullable String body,
        String scheduleType,
        @Nullable String cronExpression,
        @Nullable Instant scheduledAt,
        boolean enabled,
        int timeoutMs,
        int retryAttempts,
        @Nullable Backoff retryBackoff,
        @Nullable String expectedStatusCodes,
        @Nullable String expectedBodyPattern,
        int followRedirects,
        String onInterruption,
        @Nullable String queue,
        int priority,
        @Nullable String subject,
        @Nullable Instant nextRunAt,
        Instant insertedAt,
        Instant updatedAt,
        int version) {
    public TaskView {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers)); // keeps the order they were set in
    }
}
