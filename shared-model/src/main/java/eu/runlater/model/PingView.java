package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ping that a monitor heard.
///
/// @param kind `success`, `start` or `fail`
/// @param exitCode when it reported one
/// @param durationMs since the start of the run that it ends, when one was reported
/// @param bodyBytes of its body, as far as it is kept: at most 10 KB
public record PingView(
        UUID id,
        Instant receivedAt,
        String kind,
        @Nullable Integer exitCode,
        @Nullable Long durationMs,
        @Nullable String sourceIp,
        int bodyBytes) {}
