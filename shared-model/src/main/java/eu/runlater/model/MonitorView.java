package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A monitor as the API shows it.
///
/// @param kind `heartbeat` (a job reports here) or `http` (a URL is called)
/// @param pingUrl where the job that is watched reports to; `/start`, `/fail` or an exit code may follow
/// @param scheduleType `interval` or `cron`
/// @param timezone what the cron expression is read in
/// @param status `new` (nothing heard yet, never alarms), `up`, `down` or `paused`
/// @param cause why it is down: `overdue`, `reported failure`, `exit code 3`, `HTTP 503`, …
/// @param statusSince when it became so
/// @param lastPingAt the last ping that ended a run, or the last call made; good or bad
/// @param lastDurationMs how long that run (when its start was reported) or call took
/// @param startedAt a run that has begun and not ended yet
/// @param nextExpectedAt when the next ping is due
/// @param deadlineAt when it is overdue: the grace later, and later still after an outage of this installation
/// @param uptimePercent pings of those expected in the last 30 days; absent when none was expected
/// @param probe of an http monitor
/// @param days the last 30 days, UTC, the oldest first
public record MonitorView(
        UUID id,
        String kind,
        String name,
        @Nullable String pingToken,
        @Nullable String pingUrl,
        String scheduleType,
        @Nullable String cronExpression,
        @Nullable Integer intervalSeconds,
        String timezone,
        int gracePeriodSeconds,
        String status,
        @Nullable String cause,
        Instant statusSince,
        boolean enabled,
        @Nullable Boolean notifyOnFailure,
        @Nullable Boolean notifyOnRecovery,
        @Nullable String onFailureUrl,
        @Nullable String onRecoveryUrl,
        @Nullable Instant lastPingAt,
        @Nullable Long lastDurationMs,
        @Nullable Instant startedAt,
        @Nullable Instant nextExpectedAt,
        @Nullable Instant deadlineAt,
        @Nullable ProbeView probe,
        @Nullable Double uptimePercent,
        List<MonitorDay> days,
        Instant insertedAt,
        Instant updatedAt,
        int version) {
    public MonitorView {
        days = List.copyOf(days);
    }
}
