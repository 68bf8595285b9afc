package eu.runlater.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why a pending execution has not started.
///
/// @param reason `not_due`, `retry`, `queue_paused`, `queue_full`, `queue_rate`, `queue_order`, `circuit_open`,
///     `organization_cap`, `host_cap`, `overlap`, `no_free_worker`
/// @param message the same in a sentence, naming what it waits for
/// @param until when it will be looked at again, where that is known
public record Waiting(
        String reason, String message, @Nullable Instant until) {}
