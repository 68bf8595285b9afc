package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the installation is doing (`GET /api/v1/engine`).
///
/// @param embeddedDatabase whether the engine runs its own PostgreSQL
/// @param databaseLatencyMs time of the last clock reading's round trip
/// @param egressAllow private targets that may be called, as set
public record EngineStatus(
        String version,
        Instant at,
        boolean embeddedDatabase,
        String databaseVersion,
        double databaseLatencyMs,
        String durability,
        List<String> egressAllow,
        List<Node> nodes,
        long waiting,
        long dueNow,
        long running,
        long queueLagMs,
        @Nullable Double claimMs,
        @Nullable Double settleMs) {
    public EngineStatus {
        egressAllow = List.copyOf(egressAllow);
        nodes = List.copyOf(nodes);
    }

    /// @param state `up`, `draining` or `gone`
    /// @param workers permits offered at the moment · @param inFlight permits in use
    public record Node(
            String id,
            String address,
            String version,
            String state,
            Instant startedAt,
            Instant leaseUntil,
            int workers,
            int inFlight,
            boolean self) {}
}
