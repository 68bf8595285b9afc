package eu.runlater.engine.inbound;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.TaskDefinitions;
import eu.runlater.model.InboundEventDetail.Forward;
import eu.runlater.model.InboundEventView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stored events, and how their forwardings stand. What is past the organization's retention is not seen, though it may
/// be there for some hours yet (G-DAT-2). Any thread.
@Repository
class EventRepository {
    /// An event with its sealed parts.
    record Stored(InboundEventView event, byte[] head, byte @Nullable [] body) {}

    // Executions of a forwarding end after its event came: that leaves out the day partitions before.
    private static final String STATUS = """
            case when e.outcome <> 'accepted' then e.outcome
                 when cardinality(e.task_ids) = 0 then null
                 else (select case when bool_or(s.status = 'failed') then 'failed'
                                   when bool_or(s.status = 'pending') then 'pending' else 'success' end
                         from unnest(e.task_ids) as t(id)
                        cross join lateral (
                          select coalesce(
                                   (select 'pending' from run r
                                     where r.organization_id = e.organization_id and r.task_id = t.id limit 1),
                                   (select case x.status when 'success' then 'success' else 'failed' end from execution x
                                     where x.task_id = t.id and x.organization_id = e.organization_id
                                       and x.finished_at >= e.received_at - interval '1 hour'
                                     order by x.scheduled_for desc, x.id desc limit 1),
                                   'pending') as status) s) end as status
            """;

    private static final String COLUMNS = """
            e.id, e.endpoint_id, e.method, e.source_ip, e.received_at, e.task_ids, e.reason, e.content_type, e.body_bytes,
            """;

    private static final String KEPT = """
             e.organization_id = :organization and e.endpoint_id = :endpoint
               and e.received_at >= app_now()
                   - (select retention_days from organization where id = :organization) * interval '1 day'
            """;

    private static final String BEFORE = "select " + COLUMNS + STATUS + " from inbound_event e where " + KEPT + """
               and e.id < :before and e.id >= :from order by e.id desc limit :page
            """;

    private static final String AFTER = "select " + COLUMNS + STATUS + " from inbound_event e where " + KEPT + """
               and e.id > :after and e.id < :until order by e.id limit :page
            """;

    private static final String OF_IDS = "select " + COLUMNS + STATUS + " from inbound_event e where " + KEPT + """
               and e.id = any(:ids) order by e.id
            """;

    private static final String ONE =
            "select " + COLUMNS + STATUS + ", e.head, e.body from inbound_event e where " + KEPT + " and e.id = :id";

    private static final String DEFINITIONS = "select " + TaskDefinitions.COLUMNS + " from any_task t"
            + " where t.id = any(:ids) and t.organization_id = :organization and t.deleted_at is null";

    private static final String FORWARDS = """
            select t.id as task_id, d.url, n.status, n.execution_id, n.attempt, n.status_code, n.error_message
              from unnest(:ids) with ordinality as t(id, place)
              left join any_task d on d.id = t.id and d.organization_id = :organization
              left join lateral (
                select status, execution_id, attempt, status_code, error_message
                  from (select case r.state when 1 then 'running' else 'pending' end as status, r.execution_id,
                               r.attempt::integer as attempt, null::integer as status_code, null::text as error_message,
                               0 as place, r.due_at as at
                          from run r where r.organization_id = :organization and r.task_id = t.id
                        union all
                        select x.status, x.id, x.attempt::integer, x.status_code::integer, x.error_message, 1, x.scheduled_for
                          from execution x where x.organization_id = :organization and x.task_id = t.id) a
                 order by a.place, a.at desc limit 1) n on true
             order by t.place
            """;

    private final JdbcClient jdbc;
    private final TaskDefinitions definitions;

    EventRepository(JdbcClient jdbc, TaskDefinitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    /// Newest first.
    ///
    /// @param from inclusive · @param before exclusive
    List<InboundEventView> before(UUID organizationId, UUID endpointId, UUID from, UUID before, int page) {
        return list(BEFORE, organizationId, endpointId)
                .param("from", from)
                .param("before", before)
                .param("page", page)
                .query((row, _) -> read(row))
                .list();
    }

    /// Oldest first.
    ///
    /// @param after exclusive · @param until exclusive
    List<InboundEventView> after(UUID organizationId, UUID endpointId, UUID after, UUID until, int page) {
        return list(AFTER, organizationId, endpointId)
                .param("after", after)
                .param("until", until)
                .param("page", page)
                .query((row, _) -> read(row))
                .list();
    }

    List<InboundEventView> ofIds(UUID organizationId, UUID endpointId, Collection<UUID> ids) {
        return list(OF_IDS, organizationId, endpointId)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Stored> find(UUID organizationId, UUID endpointId, UUID id) {
        return list(ONE, organizationId, endpointId)
                .param("id", id)
                .query((row, _) -> new Stored(read(row), row.getBytes("head"), row.getBytes("body")))
                .optional();
    }

    private JdbcClient.StatementSpec list(String sql, UUID organizationId, UUID endpointId) {
        return jdbc.sql(sql).param("organization", organizationId).param("endpoint", endpointId);
    }

    /// Those of the tasks that are still there, by id.
    Map<UUID, TaskDefinition> tasks(UUID organizationId, Collection<UUID> ids) {
        Map<UUID, TaskDefinition> tasks = HashMap.newHashMap(ids.size());
        jdbc.sql(DEFINITIONS)
                .param("organization", organizationId)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> definitions.read(row))
                .list()
                .forEach(task -> tasks.put(task.id(), task));
        return tasks;
    }

    List<Forward> forwards(UUID organizationId, List<UUID> taskIds) {
        return jdbc.sql(FORWARDS)
                .param("organization", organizationId)
                .param("ids", taskIds.toArray(UUID[]::new))
                .query((row, _) -> new Forward(
                        row.getObject("task_id", UUID.class),
                        row.getString("url"),
                        row.getString("status"),
                        row.getObject("execution_id", UUID.class),
                        row.getObject("attempt", Integer.class),
                        row.getObject("status_code", Integer.class),
                        row.getString("error_message")))
                .list();
    }

    private static InboundEventView read(ResultSet row) throws SQLException {
        return new InboundEventView(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getString("method"),
                row.getString("source_ip"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                List.of((UUID[]) row.getArray("task_ids").getArray()),
                row.getString("status"),
                row.getString("reason"),
                row.getString("content_type"),
                row.getInt("body_bytes"));
    }
}
