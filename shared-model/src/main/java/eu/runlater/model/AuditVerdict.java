package eu.runlater.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came out of recomputing an organization's audit log.
///
/// @param entries how many there are · @param from number of the oldest one kept
/// @param head hash of the newest, 64 hex digits; absent when there is none
/// @param broken the first entry that is not as it was written; absent when all are
public record AuditVerdict(
        boolean valid,
        long entries,
        long from,
        @Nullable String head,
        Instant checkedAt,
        @Nullable Broken broken) {
    public record Broken(long number, String reason) {}
}
