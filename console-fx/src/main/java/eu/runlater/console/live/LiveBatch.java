package eu.runlater.console.live;

import eu.runlater.model.ExecutionSummary;
import java.util.List;

/// What happened since the last batch, folded: each execution at most once, in its newest state.
///
/// @param changed in the order in which they were first heard of
/// @param changes how many changes the engine reported, named here or not
/// @param incomplete more changed than is named here: ask the API again
/// @param resync the stream could not be continued where it broke off: ask the API again and say so
public record LiveBatch(List<ExecutionSummary> changed, long changes, boolean incomplete, boolean resync) {
    public LiveBatch {
        changed = List.copyOf(changed);
    }
}
