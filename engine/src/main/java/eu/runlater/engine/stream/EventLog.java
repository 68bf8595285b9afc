package eu.runlater.engine.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `event`. Ids are given in one order and become visible in another: a row may appear below the highest
/// id seen, a moment later.
@Repository
class EventLog {
    static final int PAGE = 500;

    private static final String LAST_GIVEN = """
            select coalesce(pg_sequence_last_value(pg_get_serial_sequence('event', 'id')::regclass), 0)
            """;

    private static final String IDS_AFTER = "select id from event where id > :id";

    // Items are read only where somebody listens, and of rows that will be folded into one message only the newest,
    // which hold its 50; a listener to one task has to look into all of them.
    private static final String NEWS = """
            select id, organization_id, type, at, count,
                   case when organization_id = any(:tasks) then items
                        when organization_id = any(:organizations) and coalesce(sum(least(count, 50)) over newer, 0) < 50
                        then items end as items
              from ((select * from event where id > :after order by id limit :page)
                    union all
                    (select * from event where id = any(:late))) news
            window newer as (partition by organization_id, type order by id desc
                             rows between unbounded preceding and 1 preceding)
             order by id
            """;

    private static final String OF_ORGANIZATION = """
            select id, organization_id, type, at, count, items
              from event
             where id > :after and id <= :until and organization_id = :organization
             order by id limit :page
            """;

    private static final String OLDEST = "select min(id) from event";

    private static final String TRIM = """
            delete from event where id in (
              select id from event where at < app_now() - interval '1 hour'
               order by at limit :page for update skip locked)
            """;

    private final JdbcClient jdbc;

    EventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The highest id that was given out, whether or not its row can be seen already.
    long lastGiven() {
        return jdbc.sql(LAST_GIVEN).query(Long.class).single();
    }

    List<Long> idsAfter(long id) {
        return jdbc.sql(IDS_AFTER).param("id", id).query(Long.class).list();
    }

    /// The next rows after an id, and those of earlier ids that have appeared.
    ///
    /// @param organizations which somebody listens to
    /// @param tasks organizations of which somebody listens to one task
    List<LogRow> news(long after, Collection<Long> late, Collection<UUID> organizations, Collection<UUID> tasks) {
        return jdbc.sql(NEWS)
                .param("after", after)
                .param("late", late.toArray(Long[]::new))
                .param("organizations", organizations.toArray(UUID[]::new))
                .param("tasks", tasks.toArray(UUID[]::new))
                .param("page", PAGE)
                .query((row, _) -> read(row))
                .list();
    }

    List<LogRow> ofOrganization(UUID organization, long after, long until, int page) {
        return jdbc.sql(OF_ORGANIZATION)
                .param("organization", organization)
                .param("after", after)
                .param("until", until)
                .param("page", page)
                .query((row, _) -> read(row))
                .list();
    }

    /// The oldest id that is left; absent when the log is empty.
    @Nullable
    Long oldest() {
        return jdbc.sql(OLDEST)
                .query((row, _) -> row.getObject(1, Long.class))
                .list()
                .getFirst();
    }

    /// Deletes up to a page of rows older than an hour; returns how many there were.
    int trim(int page) {
        return jdbc.sql(TRIM).param("page", page).update();
    }

    private static LogRow read(ResultSet row) throws SQLException {
        return new LogRow(
                row.getLong("id"),
                row.getObject("organization_id", UUID.class),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("count"),
                row.getString("items"));
    }
}
