package eu.runlater.engine.queues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// How a queue lets its runs through (decision 18).
///
/// @param nextStartAt when its rate lets the next run start; absent = at once
/// @param ordered whether a waiting retry blocks those behind it
/// @param priority for tasks that name none; absent = 5
public record QueueSettings(
        String name,
        int concurrency,
        @Nullable Rate rate,
        @Nullable Instant nextStartAt,
        boolean paused,
        @Nullable String pausedReason,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        boolean ordered,
        @Nullable Integer priority,
        int version) {
    static final String COLUMNS = """
            name, concurrency, rate_count, rate_millis, next_start_at, paused, paused_reason, paused_by, paused_at, ordered,
            priority, version
            """;

    static QueueSettings read(ResultSet row) throws SQLException {
        Integer count = row.getObject("rate_count", Integer.class);
        return new QueueSettings(
                row.getString("name"),
                row.getInt("concurrency"),
                count == null ? null : new Rate(count, Duration.ofMillis(row.getLong("rate_millis"))),
                moment(row, "next_start_at"),
                row.getBoolean("paused"),
                row.getString("paused_reason"),
                row.getString("paused_by"),
                moment(row, "paused_at"),
                row.getBoolean("ordered"),
                row.getObject("priority") == null ? null : row.getInt("priority"),
                row.getInt("version"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /// How many may start now as far as the rate is concerned.
    int allowedByRate(Instant now) {
        if (rate == null) {
            return Integer.MAX_VALUE;
        }
        return nextStartAt == null || !nextStartAt.isAfter(now) ? rate.burst() : 0;
    }

    /// When the next start is allowed after so many have been let go.
    @Nullable
    Instant nextAfter(int started, Instant now) {
        if (rate == null || started == 0) {
            return nextStartAt;
        }
        Instant from = nextStartAt == null || nextStartAt.isBefore(now) ? now : nextStartAt;
        return from.plusNanos(rate.spacingMicros() * 1000 * started);
    }
}
