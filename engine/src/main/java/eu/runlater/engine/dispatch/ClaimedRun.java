package eu.runlater.engine.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run this node has claimed: its attempt is to be made now, and whatever is written about it names `claimId`
/// (G-RUN-4).
///
/// @param rank place in the claim order, see [Rank]
/// @param dueAt when the attempt was planned for
/// @param claimedAt the database's moment of the claim
public record ClaimedRun(
        UUID id,
        UUID organizationId,
        UUID taskId,
        UUID executionId,
        String kind,
        @Nullable String queue,
        int rank,
        int attempt,
        int interruptions,
        Instant dueAt,
        UUID claimId,
        Instant claimedAt) {}
