package eu.runlater.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a host an organization calls (`GET /api/v1/circuits`); hosts with nothing against them are not listed.
///
/// @param state `closed` (failing, still called) · `open` (nothing is sent) · `half_open` (one probe at a time)
/// @param failures consecutive ones
/// @param openUntil when the next probe may go; absent while closed
/// @param waiting due runs of this host that wait for it
public record CircuitView(
        String host,
        String state,
        int failures,
        int level,
        @Nullable Instant openedAt,
        @Nullable Instant openUntil,
        @Nullable String reason,
        long waiting) {}
