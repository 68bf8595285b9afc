package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of the caller's own sessions (`GET /api/v1/sessions`).
///
/// @param method how it was signed in: `password`, `oidc` or `invite`
/// @param address where from · @param client the program's own name for itself (`User-Agent`)
/// @param lastUsedAt to the minutes · @param current whether it is the one that asks
public record SessionView(
        UUID id,
        String method,
        @Nullable String address,
        @Nullable String client,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {}
