package eu.runlater.engine.tasks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The answer to a batch.
///
/// @param taskIds ids of the tasks made, in the order of the items
record BatchAccepted(String queue, int created, Instant scheduledFor, List<UUID> taskIds) {}
