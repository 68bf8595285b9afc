package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;

/// The 202 answer to a create call: what was stored.
public record Accepted(UUID taskId, UUID executionId, UUID runId, String status, Instant scheduledFor) {}
