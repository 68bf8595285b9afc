package eu.runlater.console.api;

import tools.jackson.databind.JsonNode;

/// What a purge did, or would do.
///
/// @param matched runs that waited
/// @param changed of them taken back; 0 in a dry run
/// @param skipped of them no longer waiting when their turn came
public record Purged(long matched, long changed, long skipped) {
    static Purged of(JsonNode data) {
        long changed = data.path("changed").asLong(data.path("purged").asLong(0));
        long skipped = data.path("skipped").asLong(0);
        return new Purged(data.path("matched").asLong(data.path("count").asLong(changed + skipped)), changed, skipped);
    }
}
