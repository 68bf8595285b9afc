package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The claim: one statement picks due runs in order and makes them this node's (G-RUN-2). It commits before any
/// call begins.
///
/// The order is one sort over at most `limit` rows per rank: an index on (rank, due_at) alone would make
/// PostgreSQL walk every future row of a high rank before it sees a due one of a lower rank. [Claims] decides
/// which lower bounds to give.
@Component
class ClaimStatement {
    /// Where the claims of one rank stand: nothing ready is known to lie before it.
    record Bound(int rank, long dueMicros, UUID id) {
        static final UUID LOWEST = new UUID(0, 0);
    }

    private static final String RANKS = """
            with recursive known(rank) as (
              (select rank from run where state = 0 order by rank limit 1)
              union all
              select (select r.rank from run r where r.state = 0 and r.rank > known.rank order by r.rank limit 1)
                from known where known.rank is not null)
            select rank from known where rank is not null
            """;

    private static final String CLAIM = """
            with ranks as (select * from unnest(?::smallint[], ?::bigint[], ?::uuid[]) as r(rank, low_due, low_id)),
            due as materialized (
              select c.id, c.rank, c.due_at
                from ranks cross join lateral (
                  select r.id, r.rank, r.due_at from run r
                   where r.state = 0 and r.rank = ranks.rank and r.due_at <= app_now() and r.needs <= ?
                     and (r.due_at, r.id) >= ('epoch'::timestamptz + ranks.low_due * interval '1 microsecond', ranks.low_id)
                   order by r.due_at, r.id limit ? for update skip locked) c
               order by c.rank, c.due_at, c.id limit ?)
            update run
               set state = 1, claim_id = gen_random_uuid(), claimed_by = ?, started_at = app_now()
              from due
             where run.id = due.id
            returning run.id, run.organization_id, run.task_id, run.execution_id, run.kind, run.queue, run.rank, run.attempt,
                      run.interruptions, run.due_at, run.claim_id, run.started_at
            """;

    // Visits the organizations that have ready runs, from a place on, by skipping along the index; stops once enough of
    // them have a due one, or after so many steps.
    private static final String ORGANIZATIONS = """
            with recursive o(id, due, found, steps) as (
              (select organization_id, due_at <= app_now(), (due_at <= app_now())::int, 1
                 from run where state = 0 and organization_id > ? order by organization_id, due_at limit 1)
              union all
              (select n.organization_id, n.due, o.found + n.due::int, o.steps + 1
                 from o cross join lateral (
                   select r.organization_id, r.due_at <= app_now() as due from run r
                    where r.state = 0 and r.organization_id > o.id order by r.organization_id, r.due_at limit 1) n
                where o.found < ? and o.steps < ?))
            select id, due from o order by steps
            """;

    private static final String SHARE = """
            with due as materialized (
              select c.id
                from unnest(?::uuid[]) as o(id) cross join lateral (
                  select r.id from run r
                   where r.state = 0 and r.organization_id = o.id and r.due_at <= app_now() and r.needs <= ?
                   order by r.due_at, r.id limit ? for update skip locked) c
               limit ?)
            update run
               set state = 1, claim_id = gen_random_uuid(), claimed_by = ?, started_at = app_now()
              from due
             where run.id = due.id
            returning run.id, run.organization_id, run.task_id, run.execution_id, run.kind, run.queue, run.rank, run.attempt,
                      run.interruptions, run.due_at, run.claim_id, run.started_at
            """;

    private static final String NEXT_DUE = """
            select ceil(extract(epoch from min(n.due_at) - app_now()) * 1000)
              from unnest(?::smallint[]) as ranks(rank) cross join lateral (
                select r.due_at from run r where r.state = 0 and r.rank = ranks.rank order by r.due_at, r.id limit 1) n
            """;

    private final JdbcTemplate jdbc;

    ClaimStatement(VitalDatabase database) {
        this.jdbc = new JdbcTemplate(database.dataSource());
    }

    /// The ranks that have ready runs, due or not.
    List<Integer> ranks() {
        return jdbc.query(RANKS, (row, _) -> row.getInt(1));
    }

    /// Claims at most `limit` runs, in no particular order within the answer.
    List<ClaimedRun> claim(List<Bound> bounds, int limit, UUID node) {
        return jdbc.query(
                CLAIM,
                statement -> {
                    int next = new ArrayParameters<>(bounds)
                            .add("int2", bound -> (short) bound.rank())
                            .add("int8", Bound::dueMicros)
                            .add("uuid", Bound::id)
                            .bind(statement, 1);
                    statement.setInt(next++, Version.LEVEL);
                    statement.setInt(next++, limit);
                    statement.setInt(next++, limit);
                    statement.setObject(next, node);
                },
                (row, _) -> read(row));
    }

    /// An organization that has ready runs.
    ///
    /// @param due whether one of them is due
    record Waiting(UUID organizationId, boolean due) {}

    /// Organizations with ready runs from a place on, until `limit` of them have a due one, and at most `steps` in all.
    List<Waiting> organizations(UUID after, int limit, int steps) {
        return jdbc.query(
                ORGANIZATIONS,
                (row, _) -> new Waiting(row.getObject(1, UUID.class), row.getBoolean(2)),
                after,
                limit,
                steps);
    }

    /// Claims the oldest due runs of each of these organizations, whatever their rank.
    ///
    /// @param each at most so many of one · @param limit at most so many of all
    List<ClaimedRun> share(List<UUID> organizations, int each, int limit, UUID node) {
        return jdbc.query(
                SHARE,
                statement -> {
                    int next = new ArrayParameters<>(organizations)
                            .add("uuid", id -> id)
                            .bind(statement, 1);
                    statement.setInt(next++, Version.LEVEL);
                    statement.setInt(next++, each);
                    statement.setInt(next++, limit);
                    statement.setObject(next, node);
                },
                (row, _) -> read(row));
    }

    /// Milliseconds until the next ready run of these ranks is due; empty when there is none.
    OptionalLong millisToNext(List<Integer> ranks) {
        List<Long> found = jdbc.query(
                NEXT_DUE,
                statement -> new ArrayParameters<>(ranks)
                        .add("int2", Integer::shortValue)
                        .bind(statement, 1),
                (row, _) -> row.getObject(1) == null ? -1 : row.getLong(1));
        return found.stream()
                .filter(millis -> millis >= 0)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    static ClaimedRun read(ResultSet row) throws SQLException {
        return new ClaimedRun(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getObject(11, UUID.class),
                row.getObject(12, OffsetDateTime.class).toInstant());
    }
}
