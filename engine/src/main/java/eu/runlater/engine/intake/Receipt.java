package eu.runlater.engine.intake;

/// What became of a submission.
public sealed interface Receipt {
    /// Committed.
    record Stored() implements Receipt {}

    /// The idempotency key was used before with the same body; nothing was done now. Answer like the first
    /// time.
    record Replayed(int status, byte[] answer) implements Receipt {}

    /// The dedupe key is held by other work; nothing was done now.
    record Duplicate(Keyed.First first) implements Receipt {}

    /// The idempotency key was used before with another body; nothing was done (422 `idempotency_mismatch`).
    record Mismatch() implements Receipt {}
}
