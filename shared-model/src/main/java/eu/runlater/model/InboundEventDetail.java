package eu.runlater.model;

import eu.runlater.model.ExecutionDetail.Body;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event with what was received, byte for byte, and what became of each forwarding.
///
/// @param query the raw query string of the call, if it had one; not forwarded
/// @param headers as received; secrets masked
/// @param body absent when none was sent; cut only for rejected events
/// @param forwards in the order of the endpoint's URLs
public record InboundEventDetail(
        InboundEventView event,
        @Nullable String query,
        List<HeaderLine> headers,
        @Nullable Body body,
        List<Forward> forwards) {
    public InboundEventDetail {
        headers = List.copyOf(headers);
        forwards = List.copyOf(forwards);
    }

    /// @param url absent when the task is past the retention time
    /// @param status of the newest execution: `pending`, `running`, `success`, `failed`, …; absent = none kept
    public record Forward(
            UUID taskId,
            @Nullable String url,
            @Nullable String status,
            @Nullable UUID executionId,
            @Nullable Integer attempt,
            @Nullable Integer statusCode,
            @Nullable String errorMessage) {}
}
