package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bulk call at work, or done: what it concerns was written down when it was asked for, so that it is neither more
/// nor
/// less than what was shown then.
///
/// @param kind `failures.retry` or `failures.discard`
/// @param state `scheduled` (may still be undone without a trace), `running`, `paused`, `done`, `undone`, `failed`
/// @param query what was asked for, in the query language
/// @param createdBy address of the person or name of the key
/// @param total how many things it concerns · @param changed · @param skipped · @param failed how many of them so far
/// @param startsAt before that nothing happens · @param undoUntil absent when it cannot be undone any more
/// @param error why it was given up
public record OperationView(
        UUID id,
        String kind,
        String state,
        String query,
        @Nullable String reason,
        @Nullable String createdBy,
        int total,
        int changed,
        int skipped,
        int failed,
        Instant createdAt,
        Instant startsAt,
        @Nullable Instant finishedAt,
        @Nullable Instant undoUntil,
        @Nullable String error) {}
