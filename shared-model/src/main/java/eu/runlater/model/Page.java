package eu.runlater.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list read by key.
///
/// @param nextCursor pass as `cursor` for the next page; absent on the last one
public record Page<T>(
        List<T> data, boolean hasMore, @Nullable String nextCursor) {
    public Page {
        data = List.copyOf(data);
    }
}
