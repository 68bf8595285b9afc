package eu.runlater.engine.delivery;

import java.util.UUID;

/// One attempt to make: the definition as it stands now, and the names of this run and execution.
///
/// @param hop how many Runlater installations the work has passed already; sent on as one more (G-EGR-6)
public record OutgoingCall(TaskDefinition task, UUID runId, UUID executionId, int hop) {}
