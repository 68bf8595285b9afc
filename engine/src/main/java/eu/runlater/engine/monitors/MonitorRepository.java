package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.monitors.Monitor.Health;
import eu.runlater.engine.monitors.Monitor.Hooks;
import eu.runlater.engine.monitors.Monitor.Status;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.PayloadCipher;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/// The monitors as rows. Any thread.
@Repository
class MonitorRepository {
    /// A monitor whose row is held, and what time it was when it was found.
    record Held(Monitor monitor, Instant now) {}

    private static final String COLUMNS = """
            id, organization_id, name, ping_token, cron, interval_seconds, timezone, grace_seconds, hooks, status, cause,
            status_since, last_ping_at, last_duration_ms, started_at, next_expected_at, deadline_at, armed_at, inserted_at,
            updated_at, version, probe, probe_headers, probe_body, failures, tls_until
            """;

    private static final String LIST = "select " + COLUMNS + """
              from monitor where organization_id = :organization and (:id::uuid is null or id = :id::uuid) order by id desc
            """;

    private static final String ANY = "select " + COLUMNS + " from monitor where id = :id";

    private static final String LOCK = "select " + COLUMNS + """
              from monitor where organization_id = :organization and id = :id for update
            """;

    private static final String LOCK_NAMED = "select " + COLUMNS + """
              from monitor where organization_id = :organization and name = any(:names) order by id for update
            """;

    private static final String LOCK_OTHERS = "select " + COLUMNS + """
              from monitor where organization_id = :organization and name <> all(:names) order by id for update
            """;

    private static final String LOCK_TOKEN = "select " + COLUMNS + """
                   , app_now() as now from monitor where ping_token = :token and kind = 'heartbeat' for update
            """;

    // Judged at the last beat and not now: between the two this engine may have been frozen (G-MON-1). Whoever
    // holds the row is taking a ping: that wins.
    private static final String LOCK_OVERDUE = "select " + COLUMNS + """
                   , app_now() as now
              from monitor where id = :id and deadline_at < (select beat_at from monitor_watch) for update skip locked
            """;

    private static final String OVERDUE = """
            select id from monitor where deadline_at < (select beat_at from monitor_watch) order by deadline_at limit :page
            """;

    private static final String LOCK_ORGANIZATION =
            "select id from organization where id = :organization for no key update";

    private static final String COUNT = "select count(*) from monitor where organization_id = :organization";

    private static final String INSERT = """
            insert into monitor (
                   id, organization_id, name, ping_token, cron, interval_seconds, timezone, grace_seconds, hooks, status,
                   status_since, inserted_at, updated_at, version, kind, probe, probe_headers, probe_body, check_at)
            values (:id, :organization, :name, :token, :cron, :interval, :timezone, :grace, :hooks, :status, app_now(),
                    app_now(), app_now(), 1, :kind, :probe, :probeHeaders, :probeBody,
                    case when :kind = 'http' and :status = 'new' then app_now() end)
            """;

    private static final String UPDATE = """
            update monitor
               set name = :name, cron = :cron, interval_seconds = :interval, timezone = :timezone, grace_seconds = :grace,
                   hooks = :hooks, probe = :probe, probe_headers = :probeHeaders, probe_body = :probeBody, updated_at = app_now(), version = version + 1
             where organization_id = :organization and id = :id
            """;

    private static final String HEALTH = """
            update monitor
               set status = :status, cause = :cause, status_since = :since, last_ping_at = :last, last_duration_ms = :duration,
                   started_at = :started, next_expected_at = :next, deadline_at = :deadline, armed_at = :armed
             where id = :id
            """;

    private static final String DELETE = """
            with gone as (
              delete from monitor where organization_id = :organization and id = :id returning id)
            insert into monitor_purge (monitor_id, deleted_at) select id, app_now() from gone
            """;

    private final JdbcClient jdbc;
    private final PayloadCipher cipher;

    MonitorRepository(JdbcClient jdbc, PayloadCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /// Newest first.
    List<Monitor> all(UUID organizationId) {
        return listed(organizationId, null);
    }

    Optional<Monitor> find(UUID organizationId, UUID id) {
        return listed(organizationId, id).stream().findFirst();
    }

    /// Whosever it is: for the engine itself.
    Optional<Monitor> any(UUID id) {
        return jdbc.sql(ANY).param("id", id).query((row, _) -> read(row)).optional();
    }

    private List<Monitor> listed(UUID organizationId, @Nullable UUID id) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> read(row))
                .list();
    }

    /// Holds the row until the transaction's end.
    Optional<Monitor> lock(UUID organizationId, UUID id) {
        return jdbc.sql(LOCK)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Holds all that are called so.
    List<Monitor> lockNamed(UUID organizationId, Collection<String> names) {
        return lockBy(LOCK_NAMED, organizationId, names);
    }

    /// Holds all that are called otherwise.
    List<Monitor> lockOthers(UUID organizationId, Collection<String> names) {
        return lockBy(LOCK_OTHERS, organizationId, names);
    }

    private List<Monitor> lockBy(String sql, UUID organizationId, Collection<String> names) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /// Holds the row of the monitor that is pinged.
    Optional<Held> lockToken(String token) {
        return jdbc.sql(LOCK_TOKEN)
                .param("token", token)
                .query((row, _) -> held(row))
                .optional();
    }

    /// Holds the row of a monitor that is overdue, unless it is no longer, or being pinged.
    Optional<Held> lockOverdue(UUID id) {
        return jdbc.sql(LOCK_OVERDUE)
                .param("id", id)
                .query((row, _) -> held(row))
                .optional();
    }

    List<UUID> overdue(int page) {
        return jdbc.sql(OVERDUE).param("page", page).query(UUID.class).list();
    }

    /// How many there are, in a transaction in which nobody else makes one.
    long count(UUID organizationId) {
        jdbc.sql(LOCK_ORGANIZATION)
                .param("organization", organizationId)
                .query(UUID.class)
                .single();
        return jdbc.sql(COUNT)
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    void insert(UUID id, UUID organizationId, String token, Content content) {
        bind(INSERT, id, organizationId, content)
                .param("token", token)
                .param("kind", content.kind())
                .param("status", content.enabled() ? "new" : "paused")
                .update();
    }

    void update(Monitor monitor, Content content) {
        bind(UPDATE, monitor.id(), monitor.organizationId(), content).update();
    }

    private JdbcClient.StatementSpec bind(String sql, UUID id, UUID organizationId, Content content) {
        Expectation expectation = content.expectation();
        Probe probe = content.probe();
        byte[] headers =
                probe == null || probe.headers().isEmpty() ? null : Json.WIRE.writeValueAsBytes(probe.headers());
        String body = probe == null ? null : probe.body();
        return jdbc.sql(sql)
                .param("id", id)
                .param("organization", organizationId)
                .param("probe", probe == null ? null : Json.WIRE.writeValueAsString(probe.open()))
                .param("probeHeaders", cipher.sealOptional(organizationId, id, headers))
                .param(
                        "probeBody",
                        cipher.sealOptional(
                                organizationId, id, body == null ? null : body.getBytes(StandardCharsets.UTF_8)))
                .param("name", content.name())
                .param("cron", expectation.cron())
                .param("interval", expectation.intervalSeconds())
                .param("timezone", expectation.timezone())
                .param("grace", content.graceSeconds())
                .param(
                        "hooks",
                        content.hooks().equals(Hooks.NONE) ? null : Json.WIRE.writeValueAsString(content.hooks()));
    }

    /// In the transaction that holds the row.
    void become(UUID id, Health health) {
        jdbc.sql(HEALTH)
                .param("id", id)
                .param("status", health.status().name().toLowerCase(Locale.ROOT))
                .param("cause", health.cause())
                .param("since", at(health.since()))
                .param("last", at(health.lastPingAt()))
                .param("duration", health.lastDurationMs())
                .param("started", at(health.startedAt()))
                .param("next", at(health.nextExpectedAt()))
                .param("deadline", at(health.deadlineAt()))
                .param("armed", at(health.armedAt()))
                .update();
    }

    /// True when there was one.
    boolean delete(UUID organizationId, UUID id) {
        return jdbc.sql(DELETE)
                        .param("organization", organizationId)
                        .param("id", id)
                        .update()
                > 0;
    }

    private Held held(ResultSet row) throws SQLException {
        return new Held(read(row), row.getObject("now", OffsetDateTime.class).toInstant());
    }

    private Monitor read(ResultSet row) throws SQLException {
        String hooks = row.getString("hooks");
        Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        Content content = new Content(
                row.getString("name"),
                new Expectation(
                        row.getString("cron"),
                        row.getObject("interval_seconds", Integer.class),
                        row.getString("timezone")),
                row.getInt("grace_seconds"),
                status != Status.PAUSED,
                hooks == null ? Hooks.NONE : Json.WIRE.readValue(hooks, Hooks.class),
                probe(row));
        Health health = new Health(
                status,
                row.getString("cause"),
                row.getObject("status_since", OffsetDateTime.class).toInstant(),
                moment(row, "last_ping_at"),
                row.getObject("last_duration_ms", Long.class),
                moment(row, "started_at"),
                moment(row, "next_expected_at"),
                moment(row, "deadline_at"),
                moment(row, "armed_at"));
        return new Monitor(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("ping_token"),
                content,
                health,
                row.getObject("inserted_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getInt("version"),
                row.getInt("failures"),
                moment(row, "tls_until"));
    }

    private @Nullable Probe probe(ResultSet row) throws SQLException {
        String json = row.getString("probe");
        if (json == null) {
            return null;
        }
        UUID id = row.getObject("id", UUID.class);
        UUID organization = row.getObject("organization_id", UUID.class);
        byte[] headers = cipher.openOptional(organization, id, row.getBytes("probe_headers"));
        byte[] body = cipher.openOptional(organization, id, row.getBytes("probe_body"));
        return Json.WIRE
                .readValue(json, Probe.class)
                .with(
                        headers == null
                                ? Map.of()
                                : Json.WIRE.readValue(headers, new TypeReference<LinkedHashMap<String, String>>() {}),
                        body == null ? null : new String(body, StandardCharsets.UTF_8));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
