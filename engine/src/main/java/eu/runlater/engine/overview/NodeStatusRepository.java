package eu.runlater.engine.overview;

import eu.runlater.engine.dispatch.WorkerLoad;
import eu.runlater.model.EngineStatus.Leader;
import eu.runlater.model.EngineStatus.Node;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads what concerns the whole installation.
@Repository
class NodeStatusRepository {
    private static final String NOW = "select app_now()";

    // A node that is long gone is history; one that has just gone is news.
    private static final String NODES = """
            select id, address, version, state, started_at, lease_until, workers, in_flight
              from node
             where state <> 'gone' or lease_until > app_now() - interval '10 minutes'
             order by state = 'gone', started_at, id
             limit 100
            """;

    private static final String DEPTH = """
            select count(*) filter (where state <> 1) as waiting,
                   count(*) filter (where state = 1) as running,
                   count(*) filter (where state <> 1 and due_at <= app_now()) as due,
                   min(due_at) filter (where state <> 1 and due_at <= app_now()) as oldest
              from run
            """;

    private static final String LEADER = """
            select coalesce(n.address, l.node_id::text) as node, l.took_ms,
                   greatest(0, extract(epoch from app_now() - l.at) * 1000)::bigint as ago,
                   (select count(*) from task where tick_at < app_now() - interval '15 seconds') as overdue
              from leader_tick l left join node n on n.id = l.node_id
             where l.job = 'schedule'
            """;

    private final JdbcClient jdbc;

    NodeStatusRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param oldest when the longest waiting due run was due; absent when none is due
    record Depth(
            long waiting, long running, long due, @Nullable Instant oldest) {}

    Instant now() {
        return jdbc.sql(NOW)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    Depth depth() {
        return jdbc.sql(DEPTH)
                .query((row, _) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Depth(
                            row.getLong("waiting"),
                            row.getLong("running"),
                            row.getLong("due"),
                            oldest == null ? null : oldest.toInstant());
                })
                .single();
    }

    /// Who planned firings last; empty before the first tick of an installation.
    Optional<Leader> leader() {
        return jdbc.sql(LEADER)
                .query((row, _) -> new Leader(
                        row.getString("node"), row.getLong("ago"), row.getDouble("took_ms"), row.getLong("overdue")))
                .optional();
    }

    /// @param self this node, whose figures are those of the moment and not of its last lease renewal
    List<Node> nodes(UUID self, WorkerLoad load) {
        return jdbc.sql(NODES)
                .query((row, _) -> {
                    boolean mine = self.equals(row.getObject("id", UUID.class));
                    return new Node(
                            row.getString("id"),
                            row.getString("address"),
                            row.getString("version"),
                            row.getString("state"),
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            row.getObject("lease_until", OffsetDateTime.class).toInstant(),
                            mine ? load.workers() : row.getInt("workers"),
                            mine ? load.inFlight() : row.getInt("in_flight"),
                            mine);
                })
                .list();
    }
}
