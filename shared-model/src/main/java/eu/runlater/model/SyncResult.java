package eu.runlater.model;

import java.util.List;

/// What `PUT /sync` did (api.md §13): names by kind. Every item that was there before counts as updated; `unchanged`
/// says
/// which of those had nothing to update and were not touched.
///
/// @param skipped one-time tasks in the file, which take no part
/// @param created this and the five that follow repeat `tasks`
public record SyncResult(
        Part tasks,
        Part monitors,
        Part endpoints,
        List<String> skipped,
        List<String> created,
        List<String> updated,
        List<String> deleted,
        int createdCount,
        int updatedCount,
        int deletedCount) {
    public SyncResult {
        skipped = List.copyOf(skipped);
        created = List.copyOf(created);
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
    }

    public static SyncResult of(Part tasks, Part monitors, Part endpoints, List<String> skipped) {
        return new SyncResult(
                tasks,
                monitors,
                endpoints,
                skipped,
                tasks.created(),
                tasks.updated(),
                tasks.deleted(),
                tasks.createdCount(),
                tasks.updatedCount(),
                tasks.deletedCount());
    }

    public record Part(
            List<String> created,
            List<String> updated,
            List<String> deleted,
            List<String> unchanged,
            int createdCount,
            int updatedCount,
            int deletedCount,
            int unchangedCount) {
        public static final Part NONE = of(List.of(), List.of(), List.of(), List.of());

        public Part {
            created = List.copyOf(created);
            updated = List.copyOf(updated);
            deleted = List.copyOf(deleted);
            unchanged = List.copyOf(unchanged);
        }

        /// @param updated all that were matched, the unchanged ones too
        public static Part of(
                List<String> created, List<String> updated, List<String> deleted, List<String> unchanged) {
            return new Part(
                    created,
                    updated,
                    deleted,
                    unchanged,
                    created.size(),
                    updated.size(),
                    deleted.size(),
                    unchanged.size());
        }
    }
}
