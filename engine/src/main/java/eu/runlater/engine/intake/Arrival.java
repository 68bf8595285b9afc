package eu.runlater.engine.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An inbound event, ready to be stored in the transaction of the runs that forward it (G-INB-1). Immutable; arrays are
/// not to be written to.
///
/// @param head sealed: query and headers · @param body sealed; absent = none · @param bytes length of the plain body
/// @param taskIds the forwardings
/// @param outcome `accepted`, `filtered` or `rejected` · @param reason of the latter two
/// @param seen what tells a repeat of the same signed message; absent = nothing does
public record Arrival(
        UUID id,
        UUID endpointId,
        String endpointName,
        Instant receivedAt,
        String method,
        @Nullable String sourceIp,
        byte[] head,
        byte @Nullable [] body,
        int bytes,
        @Nullable String contentType,
        List<UUID> taskIds,
        String outcome,
        @Nullable String reason,
        @Nullable Seen seen) {
    public Arrival {
        taskIds = List.copyOf(taskIds);
    }

    /// @param message SHA-256 of what names the message · @param window how long a repeat is recognised
    public record Seen(byte[] message, Duration window) {}
}
