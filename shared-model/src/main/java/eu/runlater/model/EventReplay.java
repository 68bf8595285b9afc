package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The answer to the replay of one event: a new execution for each of its destinations.
public record EventReplay(List<Queued> executions) {
    public EventReplay {
        executions = List.copyOf(executions);
    }

    public record Queued(UUID executionId, String status, Instant scheduledFor) {}
}
