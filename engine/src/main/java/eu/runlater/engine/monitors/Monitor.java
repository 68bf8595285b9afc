package eu.runlater.engine.monitors;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A monitor as it is stored, its sealed parts opened. Immutable.
///
/// @param failures calls in a row that were not as expected · @param certificateUntil of the target it calls
record Monitor(
        UUID id,
        UUID organizationId,
        String token,
        Content content,
        Health health,
        Instant insertedAt,
        Instant updatedAt,
        int version,
        int failures,
        @Nullable Instant certificateUntil) {
    /// What its owner can set.
    ///
    /// @param probe what is called; absent = a heartbeat
    record Content(
            String name,
            Expectation expectation,
            int graceSeconds,
            boolean enabled,
            Hooks hooks,
            @Nullable Probe probe) {
        String kind() {
            return probe == null ? "heartbeat" : "http";
        }
    }

    record Hooks(
            @Nullable Boolean notifyOnFailure,
            @Nullable Boolean notifyOnRecovery,
            @Nullable String onFailureUrl,
            @Nullable String onRecoveryUrl) {
        static final Hooks NONE = new Hooks(null, null, null, null);
    }

    /// How it is and what it waits for.
    ///
    /// @param cause present when it is down
    /// @param startedAt a run that has begun and not ended yet
    /// @param armedAt when the deadline was set; present when there is one
    record Health(
            Status status,
            @Nullable String cause,
            Instant since,
            @Nullable Instant lastPingAt,
            @Nullable Long lastDurationMs,
            @Nullable Instant startedAt,
            @Nullable Instant nextExpectedAt,
            @Nullable Instant deadlineAt,
            @Nullable Instant armedAt) {

        /// Nothing heard yet, or nothing since it was enabled again: never alarms.
        static Health fresh(Instant now) {
            return new Health(Status.NEW, null, now, null, null, null, null, null, null);
        }

        /// A run has begun; whether it ends in time is still to be seen.
        Health started(Instant now) {
            return new Health(
                    status, cause, since, lastPingAt, lastDurationMs, now, nextExpectedAt, deadlineAt, armedAt);
        }

        /// A run has ended well.
        Health up(Instant now, @Nullable Long durationMs, Instant expected, int graceSeconds) {
            return new Health(
                    Status.UP,
                    null,
                    status == Status.UP ? since : now,
                    now,
                    durationMs,
                    null,
                    expected,
                    expected.plusSeconds(graceSeconds),
                    now);
        }

        /// A run has ended badly.
        Health failed(Instant now, @Nullable Long durationMs, String why, Instant expected) {
            return new Health(
                    Status.DOWN, why, status == Status.DOWN ? since : now, now, durationMs, null, expected, null, null);
        }

        /// A call was answered as expected.
        Health answered(Instant at, long durationMs, Instant now) {
            return new Health(
                    Status.UP, null, status == Status.UP ? since : now, at, durationMs, null, null, null, null);
        }

        /// As many calls as it asks for were not.
        Health unanswered(Instant at, long durationMs, String why, Instant now) {
            return new Health(
                    Status.DOWN, why, status == Status.DOWN ? since : now, at, durationMs, null, null, null, null);
        }

        /// A call was not answered as expected, which is still to be confirmed.
        Health doubted(Instant at, long durationMs) {
            return new Health(status, cause, since, at, durationMs, null, null, null, null);
        }

        /// Nothing was heard in time.
        Health overdue(Instant now) {
            return new Health(
                    Status.DOWN, OVERDUE, now, lastPingAt, lastDurationMs, startedAt, nextExpectedAt, null, null);
        }

        Health paused(Instant now) {
            return new Health(Status.PAUSED, null, now, lastPingAt, lastDurationMs, null, null, null, null);
        }

        Health resumed(Instant now) {
            return new Health(Status.NEW, null, now, lastPingAt, lastDurationMs, null, null, null, null);
        }

        /// Another grace: the deadline moves by the difference.
        Health granted(int moreSeconds) {
            return new Health(
                    status,
                    cause,
                    since,
                    lastPingAt,
                    lastDurationMs,
                    startedAt,
                    nextExpectedAt,
                    deadlineAt == null ? null : deadlineAt.plusSeconds(moreSeconds),
                    armedAt);
        }

        /// Another schedule counts from now on: what was not expected before cannot be overdue at once.
        Health expecting(Instant now, Instant expected, int graceSeconds) {
            boolean waits = deadlineAt != null;
            return new Health(
                    status,
                    cause,
                    since,
                    lastPingAt,
                    lastDurationMs,
                    startedAt,
                    nextExpectedAt == null ? null : expected,
                    waits ? expected.plusSeconds(graceSeconds) : null,
                    waits ? now : null);
        }
    }

    enum Status {
        /// Made, or enabled again; the first ping makes it `UP`.
        NEW,
        /// The last ping was good and the next is not overdue.
        UP,
        /// Overdue, or its last run failed; a good ping makes it `UP`.
        DOWN,
        /// Disabled: pings are refused, nothing is expected.
        PAUSED
    }

    static final String OVERDUE = "overdue";

    String name() {
        return content.name();
    }
}
