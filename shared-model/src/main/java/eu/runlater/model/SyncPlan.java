package eu.runlater.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What `PUT /sync` would do: the answer to a dry run.
///
/// @param dryRun always true
/// @param skipped one-time tasks in the file, which take no part
public record SyncPlan(boolean dryRun, Part tasks, Part monitors, Part endpoints, List<String> skipped) {
    public SyncPlan {
        skipped = List.copyOf(skipped);
    }

    /// One kind of thing, in the order of the file.
    public record Part(
            List<String> create,
            List<Change> change,
            List<Gone> delete,
            List<String> unchanged,
            int createCount,
            int changeCount,
            int deleteCount,
            int unchangedCount) {
        public static final Part NONE = of(List.of(), List.of(), List.of(), List.of());

        public Part {
            create = List.copyOf(create);
            change = List.copyOf(change);
            delete = List.copyOf(delete);
            unchanged = List.copyOf(unchanged);
        }

        public static Part of(List<String> create, List<Change> change, List<Gone> delete, List<String> unchanged) {
            return new Part(
                    create, change, delete, unchanged, create.size(), change.size(), delete.size(), unchanged.size());
        }
    }

    /// @param fields those that differ, by the names the API gives them
    public record Change(UUID id, String name, Map<String, Difference> fields) {
        public Change {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /// JSON values; long texts are cut, headers that look secret are masked.
    public record Difference(
            @Nullable Object from, @Nullable Object to) {}

    public record Gone(UUID id, String name) {}
}
