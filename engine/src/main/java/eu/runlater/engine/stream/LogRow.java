package eu.runlater.engine.stream;

import eu.runlater.engine.runtime.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A row of the log as far as streams need it.
///
/// @param count how many changes it stands for
/// @param items JSON array of summaries, at most 50; absent when they will not be shown
record LogRow(
        long id,
        UUID organizationId,
        String type,
        Instant at,
        int count,
        @Nullable String items) {

    /// Reading them costs; only those that are sent, or have to be looked into, are read.
    List<JsonNode> readItems() {
        return items == null ? List.of() : List.of(Json.WIRE.readValue(items, JsonNode[].class));
    }
}
