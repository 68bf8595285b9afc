package eu.runlater.engine.intake;

import java.util.UUID;

/// What became of a submission.
public sealed interface Receipt {
    /// Committed.
    record Stored() implements Receipt {}

    /// The idempotency key was used before with the same body; nothing was done now. Answer like the first
    /// time.
    record Replayed(int status, byte[] answer) implements Receipt {}

    /// The dedupe key is held by other work; nothing was done now.
    record Duplicate(Keyed.First first) implements Receipt {}

    /// The signed message was taken before; nothing was done now.
    ///
    /// @param eventId the event it was stored as
    record Seen(UUID eventId) implements Receipt {}

    /// The idempotency key was used before with another body; nothing was done (422 `idempotency_mismatch`).
    record Mismatch() implements Receipt {}
}
