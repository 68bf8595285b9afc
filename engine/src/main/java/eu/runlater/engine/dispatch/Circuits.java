package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.dispatch.CircuitState.Report;
import eu.runlater.engine.storage.VitalDatabase;
import eu.runlater.model.Changed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What all nodes know of each organization's hosts: the table `circuit`. Reports are folded in the transaction
/// that settles the attempts they come from, with the host's row locked, so that failures of one wave are counted
/// once on any number of nodes. Any thread.
@Component
class Circuits {
    /// A host an organization calls; the port does not matter.
    record Key(UUID organizationId, String host) {}

    private static final String READ = """
            select coalesce(c.failures, 0) as failures, coalesce(c.level, 0) as level, c.opened_at, c.open_until, c.reason,
                   o.circuit_threshold, app_now() as now
              from organization o
              left join circuit c on c.organization_id = o.id and c.host = :host
             where o.id = :organization
            """;

    // Makes the row, so that two nodes that meet a failing host at once meet at it.
    private static final String LOCK = """
            insert into circuit (organization_id, host, updated_at)
            select id, :host, app_now() from organization where id = :organization and circuit_threshold > 0
            on conflict (organization_id, host) do update set updated_at = app_now()
            """;

    // What an earlier wave still reports leaves the probe of a half-open host alone.
    private static final String WRITE = """
            update circuit
               set failures = :failures, level = :level, opened_at = :opened, open_until = :until::timestamptz, reason = :reason,
                   probe_run = case when open_until is not distinct from :until::timestamptz then probe_run end,
                   probe_until = case when open_until is not distinct from :until::timestamptz then probe_until end,
                   updated_at = app_now()
             where organization_id = :organization and host = :host
            """;

    private static final String CLEAR = "delete from circuit where organization_id = :organization and host = :host";

    private static final String OPEN = """
            select organization_id, host, open_until from circuit where open_until is not null
            """;

    // One probe at a time over all nodes; one that was lost is given up after its time limit.
    private static final String PROBE = """
            update circuit
               set probe_run = :run, probe_until = app_now() + :millis * interval '1 millisecond'
             where organization_id = :organization and host = :host and open_until <= app_now()
               and (probe_run is null or probe_until < app_now())
            """;

    private final JdbcClient jdbc;
    private final ChangeNews news;

    Circuits(VitalDatabase database, ChangeNews news) {
        this.jdbc = database.jdbc();
        this.news = news;
    }

    /// Folds the reports of a batch; to be called in the transaction that settles it.
    ///
    /// @return the moments until which hosts are blocked now; absent value = closed
    Map<Key, @Nullable Instant> fold(Map<Key, Report> reports) {
        Map<Key, @Nullable Instant> changed = new LinkedHashMap<>();
        // One order for everyone: two nodes that settle calls of the same hosts cannot wait for each other in a circle.
        List<Key> ordered = reports.keySet().stream()
                .sorted(Comparator.comparing(Key::organizationId).thenComparing(Key::host))
                .toList();
        for (Key key : ordered) {
            Report report = reports.get(key);
            if (report != null && bind(LOCK, key).update() > 0) {
                fold(key, report, changed);
            }
        }
        return changed;
    }

    private record Current(CircuitState state, int threshold, Instant now) {}

    private void fold(Key key, Report report, Map<Key, @Nullable Instant> changed) {
        Current current = bind(READ, key).query((row, _) -> read(row)).single();
        CircuitState before = current.state;
        CircuitState after = before.after(report, current.threshold, current.now);
        if (after.isClean()) {
            bind(CLEAR, key).update();
        } else {
            bind(WRITE, key)
                    .param("failures", after.failures())
                    .param("level", after.level())
                    .param("opened", at(after.openedAt()))
                    .param("until", at(after.openUntil()))
                    .param("reason", after.reason())
                    .update();
        }
        Instant until = after.openUntil();
        if (until != null && !until.equals(before.openUntil())) {
            changed.put(key, until);
            news.tell(
                    jdbc,
                    key.organizationId,
                    "circuit.opened",
                    new Changed(key.host, key.host, after.reason() + ", " + after.failures() + " failures in a row"));
        } else if (until == null && before.openUntil() != null) {
            changed.put(key, null);
            news.tell(jdbc, key.organizationId, "circuit.closed", new Changed(key.host, key.host, null));
        }
    }

    private static Current read(ResultSet row) throws SQLException {
        return new Current(
                new CircuitState(
                        row.getInt("failures"),
                        row.getInt("level"),
                        moment(row, "opened_at"),
                        moment(row, "open_until"),
                        row.getString("reason")),
                row.getInt("circuit_threshold"),
                row.getObject("now", OffsetDateTime.class).toInstant());
    }

    /// All hosts that are not closed, with the end of their block.
    Map<Key, Instant> open() {
        Map<Key, Instant> open = new LinkedHashMap<>();
        jdbc.sql(OPEN).query(row -> {
            open.put(
                    new Key(row.getObject(1, UUID.class), row.getString(2)),
                    row.getObject(3, OffsetDateTime.class).toInstant());
        });
        return open;
    }

    /// Makes a run the probe of a half-open host; false when another one is.
    boolean probe(Key key, UUID run, long millis) {
        return bind(PROBE, key).param("run", run).param("millis", millis).update() == 1;
    }

    private JdbcClient.StatementSpec bind(String sql, Key key) {
        return jdbc.sql(sql).param("organization", key.organizationId).param("host", key.host);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
