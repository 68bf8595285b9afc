package eu.runlater.model;

import java.time.Instant;
import java.util.List;

/// One message of the stream: the SSE event name is `type`, the SSE id is the log's id. May stand for many changes.
///
/// @param type `execution.accepted`, `execution.started`, `execution.finished`, …
/// @param count how many changes it stands for; when larger than `items`, ask the API for the rest
/// @param items summaries of the changed executions, at most 50; a later one of the same id replaces an earlier one
public record StreamEvent(String type, Instant at, int count, List<ExecutionSummary> items) {
    public StreamEvent {
        items = List.copyOf(items);
    }
}
