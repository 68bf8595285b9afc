package eu.runlater.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.runlater.model.Backoff;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `POST /api/v1/tasks`: what is absent takes the engine's default.
///
/// @param delay such as `30s` or `2h`; at most one of `delay` and `runAt`; neither = at once
/// @param runAt ISO 8601 with offset
/// @param onInterruption `retry` or `fail`
/// @param credential name of a stored one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewTask(
        String url,
        @Nullable String method,
        @Nullable String name,
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @Nullable String delay,
        @Nullable String runAt,
        @Nullable String queue,
        @Nullable Integer priority,
        @Nullable Integer timeoutMs,
        @Nullable Integer retryAttempts,
        @Nullable Backoff retryBackoff,
        @Nullable String expectedStatusCodes,
        @Nullable String expectedBodyPattern,
        @Nullable Integer followRedirects,
        @Nullable String onInterruption,
        @Nullable String subject,
        @Nullable String credential,
        @Nullable String callbackUrl,
        @Nullable String onSuccessUrl,
        @Nullable String onFailureUrl,
        @Nullable String onRecoveryUrl) {
    public NewTask {
        headers = headers == null ? null : Map.copyOf(headers);
    }

    /// A call right now, everything else as the engine has it.
    public static NewTask to(String url) {
        return new NewTask(
                url, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null);
    }
}
