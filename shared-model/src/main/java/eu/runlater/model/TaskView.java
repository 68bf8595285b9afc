package eu.runlater.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task as the API shows it.
///
/// @param body the stored bytes as UTF-8 text
/// @param scheduleType `once`, `cron` or `every`
/// @param every interval such as `15m`, when `scheduleType` is `every`
/// @param timezone IANA name; `UTC` for one-time tasks
/// @param overlap `allow`, `skip` or `queue_one`; absent for one-time tasks
/// @param misfire `run_latest`, `run_all` or `skip`; absent for one-time tasks
/// @param credential name of the stored credential that the target is shown; absent = none
/// @param callbackUrl told of every finished attempt · @param onSuccessUrl of a run that succeeded
/// @param onFailureUrl of the first failed run in a row · @param onRecoveryUrl of the success that ends such a row
/// @param nextRunAt next firing; absent when disabled, finished, or for a one-time task (its run exists already)
/// @param nextRuns the next five firings; empty when there are none or the list left them out
/// @param scheduleError why the schedule could not be advanced
/// @param recent the last 30 runs, oldest first; empty where the answer leaves them out
public record TaskView(
        UUID id,
        String name,
        String url,
        String method,
        Map<String, String> headers,
        @Nullable String body,
        String scheduleType,
        @Nullable String cronExpression,
        @Nullable String every,
        @Nullable Instant scheduledAt,
        String timezone,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Integer maxRuns,
        @Nullable String overlap,
        @Nullable String misfire,
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
        @Nullable String credential,
        @Nullable String callbackUrl,
        @Nullable String onSuccessUrl,
        @Nullable String onFailureUrl,
        @Nullable String onRecoveryUrl,
        @Nullable Instant nextRunAt,
        List<Instant> nextRuns,
        @Nullable String scheduleError,
        List<RecentRun> recent,
        Instant insertedAt,
        Instant updatedAt,
        int version) {
    public TaskView {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers)); // keeps the order they were set in
        nextRuns = List.copyOf(nextRuns);
        recent = List.copyOf(recent);
    }

    /// One bar of the last runs: the newest attempt of a run.
    ///
    /// @param finalAttempt false while a retry may still come
    public record RecentRun(
            UUID executionId,
            String status,
            boolean finalAttempt,
            Instant scheduledFor,
            @Nullable Integer statusCode,
            @Nullable Long durationMs) {}
}
