package eu.runlater.engine.monitors;

import eu.runlater.engine.delivery.Phases;
import eu.runlater.engine.delivery.Report;
import eu.runlater.model.CheckView;
import eu.runlater.model.MonitorHour;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which http monitors are to be called, and what came of the calls, as rows and rolled up. Any thread.
@Repository
class CheckRepository {
    /// For one call at a time: until it is settled, or must have ended long ago.
    private static final String CLAIM = """
            with due as (
              select id from monitor where check_at <= app_now() order by check_at limit :page for update skip locked)
            update monitor m set check_at = app_now() + interval '90 seconds' from due where m.id = due.id returning m.id
            """;

    private static final String MILLIS_TO_NEXT = """
            select coalesce(ceil(extract(epoch from min(check_at) - app_now()) * 1000), 3600000)::bigint from monitor
             where check_at is not null
            """;

    private static final String PLAN = "update monitor set check_at = :at, failures = :failures where id = :id";

    private static final String NOTE = """
            update monitor set failures = :failures, check_at = :next, tls_until = coalesce(:tls, tls_until) where id = :id
            """;

    private static final String FAILURES = "select failures from monitor where id = :id";

    private static final String INSERT = """
            insert into monitor_check (id, organization_id, monitor_id, checked_at, cause, message, status_code, dns_us,
                                       connect_us, tls_us, first_byte_us, total_us)
            values (:id, :organization, :monitor, :at, :cause, :message, :code, :dns, :connect, :tls, :first, :total)
            """;

    private static final String ROLL_UP = """
            with h as (
              insert into monitor_hour as m (monitor_id, hour, checks, good, total_us, max_us)
              values (:monitor, date_trunc('hour', :at::timestamptz, 'UTC'), 1, :good, :total, :total)
              on conflict (monitor_id, hour) do update
                 set checks = m.checks + 1, good = m.good + excluded.good, total_us = m.total_us + excluded.total_us,
                     max_us = greatest(m.max_us, excluded.max_us))
            insert into monitor_day as m (monitor_id, day, pings, expected, total_us, max_us)
            values (:monitor, (:at::timestamptz at time zone 'UTC')::date, :good, 1, :total, :total)
            on conflict (monitor_id, day) do update
               set pings = m.pings + excluded.pings, expected = m.expected + 1, total_us = m.total_us + excluded.total_us,
                   max_us = greatest(m.max_us, excluded.max_us)
            """;

    private static final String LIST = """
            select * from monitor_check
             where organization_id = :organization and monitor_id = :monitor
               and checked_at >= app_now()
                   - (select retention_days from organization where id = :organization) * interval '1 day'
               and id < :before order by id desc limit :page
            """;

    private static final String HOURS = """
            select hour, checks, good, total_us, max_us from monitor_hour
             where monitor_id = :monitor and hour > app_now() - :hours * interval '1 hour' order by hour
            """;

    private static final String DELETE = """
            delete from monitor_check where id in (select id from monitor_check where monitor_id = :id limit :page)
            """;

    private final JdbcClient jdbc;

    CheckRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> claim(int page) {
        return jdbc.sql(CLAIM).param("page", page).query(UUID.class).list();
    }

    Duration untilNext() {
        return Duration.ofMillis(jdbc.sql(MILLIS_TO_NEXT).query(Long.class).single());
    }

    /// @param at when it is called next; absent = never
    void plan(UUID id, @Nullable Instant at) {
        jdbc.sql(PLAN)
                .param("id", id)
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC))
                .param("failures", 0)
                .update();
    }

    int failures(UUID id) {
        return jdbc.sql(FAILURES).param("id", id).query(Integer.class).single();
    }

    /// In the transaction that holds the monitor's row.
    void insert(UUID id, Monitor monitor, Instant now, Verdict verdict, Report report) {
        Phases phases = report.phases();
        Integer code = report.response() == null ? null : report.response().status();
        jdbc.sql(INSERT)
                .param("id", id)
                .param("organization", monitor.organizationId())
                .param("monitor", monitor.id())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("cause", verdict.cause())
                .param("message", verdict.message())
                .param("code", code)
                .param("dns", phases.dnsMicros())
                .param("connect", phases.connectMicros())
                .param("tls", phases.tlsMicros())
                .param("first", phases.firstByteMicros())
                .param("total", phases.totalMicros())
                .update();
        jdbc.sql(ROLL_UP)
                .param("monitor", monitor.id())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("good", verdict.good() ? 1 : 0)
                .param("total", phases.totalMicros())
                .update();
    }

    void note(UUID id, int failures, Instant next, @Nullable Instant certificateUntil) {
        jdbc.sql(NOTE)
                .param("id", id)
                .param("failures", failures)
                .param("next", next.atOffset(ZoneOffset.UTC))
                .param("tls", certificateUntil == null ? null : certificateUntil.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Newest first.
    ///
    /// @param before exclusive
    List<CheckView> list(UUID organizationId, UUID monitorId, UUID before, int page) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("monitor", monitorId)
                .param("before", before)
                .param("page", page)
                .query((row, _) -> new CheckView(
                        row.getObject("id", UUID.class),
                        row.getObject("checked_at", OffsetDateTime.class).toInstant(),
                        row.getString("cause") == null,
                        row.getString("cause"),
                        row.getString("message"),
                        row.getObject("status_code", Integer.class),
                        millis(row.getObject("dns_us", Integer.class)),
                        millis(row.getObject("connect_us", Integer.class)),
                        millis(row.getObject("tls_us", Integer.class)),
                        millis(row.getObject("first_byte_us", Integer.class)),
                        row.getInt("total_us") / 1_000.0))
                .list();
    }

    /// Oldest first; hours without a call are not there.
    List<MonitorHour> hours(UUID monitorId, int hours) {
        return jdbc.sql(HOURS)
                .param("monitor", monitorId)
                .param("hours", hours)
                .query((row, _) -> new MonitorHour(
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        row.getInt("checks"),
                        row.getInt("good"),
                        row.getLong("total_us") / row.getInt("checks") / 1_000.0,
                        row.getInt("max_us") / 1_000.0))
                .list();
    }

    /// Deletes a page of a deleted monitor's calls.
    int delete(UUID monitorId, int page) {
        return jdbc.sql(DELETE).param("id", monitorId).param("page", page).update();
    }

    private static @Nullable Double millis(@Nullable Integer micros) {
        return micros == null ? null : micros / 1_000.0;
    }
}
