package eu.runlater.engine.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What a submission says about others like it (decision 19). Kept with the work, in its transaction.
public sealed interface Keyed {
    /// The first of its key within the window is the only one.
    record Dedupe(String key, Duration window) implements Keyed {}

    /// The last of its key is the only one: a newer one takes the place of one that has not started.
    record Debounce(String key, Duration pause) implements Keyed {}

    /// The work that holds a dedupe key.
    record First(UUID taskId, UUID executionId, UUID runId, Instant scheduledFor) {}
}
