package eu.runlater.model;

import java.time.Instant;
import java.time.LocalDate;
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
        @Nullable Double settleMs,
        @Nullable Leader leader,
        @Nullable Storage storage) {
    public EngineStatus {
        egressAllow = List.copyOf(egressAllow);
        nodes = List.copyOf(nodes);
    }

    /// @param node the node that made the newest scheduling tick · @param tickAgoMs how long ago
    /// @param tickMs how long that tick took · @param overdue tasks whose firing should be planned already
    public record Leader(String node, long tickAgoMs, double tickMs, long overdue) {}

    /// Room on disk.
    ///
    /// @param partitionsUntil last day (UTC) for which history can be stored
    /// @param bytesPerDay of history, from the last full days; absent before there is one
    /// @param forecastBytes history once retention is full, at that rate
    /// @param freeBytes where the embedded database keeps its data; absent for a database elsewhere
    /// @param warning what is late or getting tight, in a sentence; absent when all is well
    public record Storage(
            LocalDate partitionsUntil,
            long databaseBytes,
            long historyBytes,
            @Nullable Long bytesPerDay,
            @Nullable Long forecastBytes,
            @Nullable Long freeBytes,
            @Nullable String warning) {}

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
