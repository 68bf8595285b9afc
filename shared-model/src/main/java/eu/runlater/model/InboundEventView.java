package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One received event as lists show it.
///
/// @param sourceIp address of the sender
/// @param taskIds the forwarding tasks, in the order of the endpoint's URLs
/// @param status `pending`, `success` or `failed`: how its forwardings stand together; `filtered` (stored, not
/// forwarded) or `rejected` (its signature did not verify)
/// @param reason why it was filtered or rejected
/// @param bytes length of the body as received
public record InboundEventView(
        UUID id,
        UUID endpointId,
        String method,
        @Nullable String sourceIp,
        Instant receivedAt,
        List<UUID> taskIds,
        @Nullable String status,
        @Nullable String reason,
        @Nullable String contentType,
        int bytes) {
    public InboundEventView {
        taskIds = List.copyOf(taskIds);
    }
}
