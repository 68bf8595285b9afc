package eu.runlater.engine.stream;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A row of the log as far as streams need it.
///
/// @param items absent when nobody listens to the organization
record LogRow(
        long id,
        UUID organizationId,
        String type,
        Instant at,
        int count,
        @Nullable List<JsonNode> items) {}
