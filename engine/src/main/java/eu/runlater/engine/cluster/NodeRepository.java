package eu.runlater.engine.cluster;

import eu.runlater.engine.storage.VitalDatabase;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The node table: one row a process. All statements run on the vital pool.
@Repository
class NodeRepository {
    private static final String REGISTER = """
            insert into node (id, address, version, started_at, lease_until, beat, state, in_flight, workers)
            values (:id, :address, :version, app_now(), app_now() + :lease * interval '1 second', 1, 'up', 0, 0)
            """;

    private static final String RENEW = """
            update node
               set lease_until = app_now() + :lease * interval '1 second', beat = beat + 1, state = :state,
                   in_flight = :inFlight, workers = :workers
             where id = :id and state <> 'gone'
            """;

    private static final String OTHERS = """
            select id, beat, lease_until < app_now() as expired, state = 'up' as up
              from node where state <> 'gone' and id <> :id
            """;

    private static final String MARK_GONE = """
            update node set state = 'gone' where id = :id and beat = :beat and state <> 'gone' and lease_until < app_now()
            """;

    private static final String LEAVE = "update node set state = 'gone' where id = :id";

    private static final String MARK_ALL_OTHERS_GONE =
            "update node set state = 'gone' where state <> 'gone' and id <> :id";

    private static final String FORGET = """
            delete from node n
             where state = 'gone' and lease_until < app_now() - interval '1 day'
               and not exists (select from run r where r.claimed_by = n.id and r.state = 1)
            """;

    /// Another process's row.
    record Other(UUID id, long beat, boolean expired, boolean up) {}

    private final JdbcClient jdbc;

    NodeRepository(VitalDatabase database) {
        this.jdbc = database.jdbc();
    }

    void register(UUID id, String address, String version, long leaseSeconds) {
        jdbc.sql(REGISTER)
                .param("id", id)
                .param("address", address)
                .param("version", version)
                .param("lease", leaseSeconds)
                .update();
    }

    /// @return false when the others have declared this node gone
    boolean renew(UUID id, long leaseSeconds, String state, int inFlight, int workers) {
        return jdbc.sql(RENEW)
                        .param("id", id)
                        .param("lease", leaseSeconds)
                        .param("state", state)
                        .param("inFlight", inFlight)
                        .param("workers", workers)
                        .update()
                == 1;
    }

    List<Other> others(UUID self) {
        return jdbc.sql(OTHERS)
                .param("id", self)
                .query((row, _) ->
                        new Other(row.getObject(1, UUID.class), row.getLong(2), row.getBoolean(3), row.getBoolean(4)))
                .list();
    }

    boolean markGone(UUID id, long beat) {
        return jdbc.sql(MARK_GONE).param("id", id).param("beat", beat).update() == 1;
    }

    void markAllOthersGone(UUID self) {
        jdbc.sql(MARK_ALL_OTHERS_GONE).param("id", self).update();
    }

    void leave(UUID id) {
        jdbc.sql(LEAVE).param("id", id).update();
    }

    void forget() {
        jdbc.sql(FORGET).update();
    }
}
