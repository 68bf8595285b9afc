package eu.runlater.engine.monitors;

import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.PingView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stored pings and their counts by day. What is past the organization's retention is not seen, though it may be there
/// for some hours yet (G-DAT-2). Any thread.
@Repository
class PingRepository {
    /// A ping with its sealed body.
    record Stored(PingView ping, byte @Nullable [] body) {}

    /// What came on a day and what was expected.
    record Count(int pings, int expected) {}

    private static final String INSERT = """
            insert into ping (id, organization_id, monitor_id, received_at, kind, exit_code, duration_ms, source_ip, body,
                              body_bytes)
            values (:id, :organization, :monitor, :at, :kind, :exitCode, :duration, :ip, :body, :bytes)
            """;

    private static final String COUNT = """
            insert into monitor_day (monitor_id, day, pings, expected) values (:monitor, :day, 1, :expected)
            on conflict (monitor_id, day) do update set pings = monitor_day.pings + 1, expected = excluded.expected
            """;

    private static final String DAYS = """
            select monitor_id, day, pings, expected from monitor_day where monitor_id = any(:monitors) and day >= :from
            """;

    private static final String KEPT = """
             organization_id = :organization and monitor_id = :monitor
               and received_at >= app_now()
                   - (select retention_days from organization where id = :organization) * interval '1 day'
            """;

    private static final String COLUMNS = "id, received_at, kind, exit_code, duration_ms, source_ip, body_bytes";

    private static final String LIST = "select " + COLUMNS + " from ping where " + KEPT + """
               and id < :before order by id desc limit :page
            """;

    private static final String ONE = "select " + COLUMNS + ", body from ping where " + KEPT + " and id = :id";

    private static final String DELETE = """
            delete from ping where id in (select id from ping where monitor_id = :id limit :page)
            """;

    private final JdbcClient jdbc;
    private final PayloadCipher cipher;

    PingRepository(JdbcClient jdbc, PayloadCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    void insert(UUID id, Monitor monitor, Instant now, @Nullable Long durationMs, Ping ping) {
        byte[] body = ping.body().length == 0 ? null : ping.body();
        jdbc.sql(INSERT)
                .param("id", id)
                .param("organization", monitor.organizationId())
                .param("monitor", monitor.id())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("kind", ping.kind().name().toLowerCase(Locale.ROOT))
                .param("exitCode", ping.exitCode())
                .param("duration", durationMs)
                .param("ip", ping.sourceIp())
                .param("body", cipher.sealOptional(monitor.organizationId(), id, body))
                .param("bytes", ping.body().length)
                .update();
    }

    /// One more that was good on its day.
    void count(UUID monitorId, Instant now, int expected) {
        jdbc.sql(COUNT)
                .param("monitor", monitorId)
                .param("day", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .param("expected", expected)
                .update();
    }

    /// By monitor and day; days without a ping are not there.
    Map<UUID, Map<LocalDate, Count>> days(Collection<UUID> monitorIds, LocalDate from) {
        Map<UUID, Map<LocalDate, Count>> days = HashMap.newHashMap(monitorIds.size());
        jdbc.sql(DAYS)
                .param("monitors", monitorIds.toArray(UUID[]::new))
                .param("from", from)
                .query(row -> {
                    days.computeIfAbsent(row.getObject("monitor_id", UUID.class), _ -> new HashMap<>())
                            .put(
                                    row.getObject("day", LocalDate.class),
                                    new Count(row.getInt("pings"), row.getInt("expected")));
                });
        return days;
    }

    /// Newest first.
    ///
    /// @param before exclusive
    List<PingView> list(UUID organizationId, UUID monitorId, UUID before, int page) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("monitor", monitorId)
                .param("before", before)
                .param("page", page)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Stored> find(UUID organizationId, UUID monitorId, UUID id) {
        return jdbc.sql(ONE)
                .param("organization", organizationId)
                .param("monitor", monitorId)
                .param("id", id)
                .query((row, _) -> new Stored(read(row), cipher.openOptional(organizationId, id, row.getBytes("body"))))
                .optional();
    }

    /// Deletes a page of a deleted monitor's pings.
    int delete(UUID monitorId, int page) {
        return jdbc.sql(DELETE).param("id", monitorId).param("page", page).update();
    }

    private static PingView read(ResultSet row) throws SQLException {
        return new PingView(
                row.getObject("id", UUID.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getObject("exit_code", Integer.class),
                row.getObject("duration_ms", Long.class),
                row.getString("source_ip"),
                row.getInt("body_bytes"));
    }
}
