package eu.runlater.model;

import java.util.List;
import java.util.Map;

/// The answer to the replay of many events (`POST /api/v1/endpoints/:id/replay`), or to asking what it would do.
///
/// @param matched events that were asked for
/// @param replayed events sent again; with `dry_run` those that would be
/// @param executions new executions they brought
/// @param skipped events left out, by reason: `no_tasks`, `task_deleted`, `not_found`
/// @param sample up to 10 of the matched ones, newest first
public record EventsReplay(
        boolean dryRun,
        long matched,
        long replayed,
        long executions,
        Map<String, Long> skipped,
        List<InboundEventView> sample) {
    public EventsReplay {
        skipped = Map.copyOf(skipped);
        sample = List.copyOf(sample);
    }
}
