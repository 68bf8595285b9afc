package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs that ended badly and that nobody has retried or discarded yet, of one task and with one error signature.
///
/// @param id pass as `cause_id` to retry or discard them, and as `cause` to list the executions
/// @param signature what they have in common, e.g. `HTTP 500 · card processor down`
/// @param executions how many there are · @param since end of the first · @param last end of the newest
/// @param sampleExecutionId the newest
/// @param perHour how many ended in each of the last 24 hours, oldest first
public record FailureCause(
        UUID id,
        UUID taskId,
        String taskName,
        String host,
        String kind,
        String errorKind,
        @Nullable Integer statusCode,
        String signature,
        long executions,
        Instant since,
        Instant last,
        UUID sampleExecutionId,
        List<Integer> perHour) {
    public FailureCause {
        perHour = List.copyOf(perHour);
    }
}
