package eu.runlater.engine.circuits;

import eu.runlater.model.CircuitView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads what is held against hosts, and takes it back.
@Repository
class CircuitRepository {
    private static final int MOST = 100_000;

    private static final String LIST = """
            select c.host, c.failures, c.level, c.opened_at, c.open_until, c.reason,
                   case when c.open_until is null then 'closed' when c.open_until > app_now() then 'open'
                        else 'half_open' end as state,
                   (select count(*) from (
                      select from run r where r.organization_id = c.organization_id and r.host = c.host and r.parked
                         and r.state <> 1 limit :most) w) as waiting
              from circuit c
             where c.organization_id = :organization
             order by c.open_until desc nulls last, c.host
             limit 1000
            """;

    private static final String CLEAR = """
            delete from circuit where organization_id = :organization and host = :host
            """;

    // A page of what waits for the host becomes due, a little after what became due before it (G-QUE-5).
    private static final String RELEASE = """
            with page as (
              select id, row_number() over (order by due_at, id) as place from (
                select id, due_at from run
                 where organization_id = :organization and host = :host and parked and state in (0, 2) and due_at > app_now()
                 order by due_at, id limit :page for update skip locked) waiting)
            update run
               set parked = false, due_at = app_now() + (:before + page.place) % 300 * interval '100 milliseconds'
              from page where run.id = page.id
            """;

    private final JdbcClient jdbc;

    CircuitRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Hosts with something against them, blocked ones first.
    List<CircuitView> list(UUID organizationId) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("most", MOST)
                .query((row, _) -> new CircuitView(
                        row.getString("host"),
                        row.getString("state"),
                        row.getInt("failures"),
                        row.getInt("level"),
                        moment(row, "opened_at"),
                        moment(row, "open_until"),
                        row.getString("reason"),
                        row.getLong("waiting")))
                .list();
    }

    /// Forgets what is held against a host; false when there was nothing.
    boolean clear(UUID organizationId, String host) {
        return jdbc.sql(CLEAR)
                        .param("organization", organizationId)
                        .param("host", host)
                        .update()
                > 0;
    }

    /// Makes a page of the host's waiting runs due over half a minute; returns how many.
    int release(UUID organizationId, String host, int page, int before) {
        return jdbc.sql(RELEASE)
                .param("organization", organizationId)
                .param("host", host)
                .param("page", page)
                .param("before", before)
                .update();
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
