package eu.runlater.engine.cluster;

import eu.runlater.engine.runtime.Json;
import eu.runlater.model.Changed;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes to the event log behind the stream that something other than an execution has changed. Any thread.
@Component
public class ChangeNews {
    private static final String TELL = """
            insert into event (organization_id, type, at, count, items)
            values (:organization, :type, app_now(), 1, :items)
            """;

    private final Wakeups wakeups;
    private final JdbcClient own;

    ChangeNews(Wakeups wakeups, JdbcClient own) {
        this.wakeups = wakeups;
        this.own = own;
    }

    /// Appends in a transaction of its own, after what changed was committed.
    public void tellAlone(UUID organizationId, String type, Changed change) {
        tell(own, organizationId, type, change);
        sent();
    }

    /// Appends in the caller's transaction; call [#sent] after its commit.
    ///
    /// @param type e.g. `queue.paused`
    public void tell(JdbcClient jdbc, UUID organizationId, String type, Changed change) {
        jdbc.sql(TELL)
                .param("organization", organizationId)
                .param("type", type)
                .param("items", Json.WIRE.writeValueAsString(new Changed[] {change}))
                .update();
    }

    /// Says that what was told is committed, so that the streams look at once.
    public void sent() {
        wakeups.everywhere(Wakeups.Topic.EVENTS);
    }
}
