package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An organization and its settings (`GET /api/v1/organization`).
///
/// @param plan `free`, `pro` or `unlimited`; set by operators
/// @param retentionDays of history · @param circuitThreshold failures in a row that open a host's circuit; 0 = never
/// @param maxConcurrent attempts at once over all nodes; absent = the plan's · @param hostConcurrency to one host
/// @param maxRetentionDays the longest history its plan and this installation allow
public record OrganizationView(
        UUID id,
        String name,
        String plan,
        int retentionDays,
        int maxRetentionDays,
        int circuitThreshold,
        @Nullable Integer maxConcurrent,
        @Nullable Integer hostConcurrency,
        int members,
        Instant createdAt) {}
