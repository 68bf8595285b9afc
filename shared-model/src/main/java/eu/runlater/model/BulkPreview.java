package eu.runlater.model;

import java.util.List;

/// What a bulk call would concern, before it is made.
///
/// @param count exact, unless `more` says that there are more
/// @param sample the newest of them, at most 20
public record BulkPreview(long count, boolean more, List<ExecutionSummary> sample) {
    public BulkPreview {
        sample = List.copyOf(sample);
    }
}
