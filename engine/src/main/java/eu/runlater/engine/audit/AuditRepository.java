package eu.runlater.engine.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of the audit log.
@Repository
class AuditRepository {
    /// The row's lock lasts to the end of the transaction: entries get their numbers in the order of the commits.
    private static final String LOCK = """
            insert into audit_chain (organization_id, length, head, trimmed_hash)
            values (:organization, 0, :beginning, :beginning)
            on conflict (organization_id) do update set length = audit_chain.length
            returning length, head, app_now() as now
            """;

    private static final String APPEND = """
            with entry as (
              insert into audit_entry (organization_id, number, id, at, actor_type, actor_id, action, resource_type, resource_id,
                                       canonical, hash)
              values (:organization, :number, :id, :at, :actorType, :actor, :action, :resourceType, :resource,
                      :canonical, :hash))
            update audit_chain set length = :number, head = :hash where organization_id = :organization
            """;

    private static final String LIST = """
            select e.canonical, e.hash, u.email
              from audit_entry e left join app_user u on e.actor_type = 'user' and u.id = e.actor_id
             where e.organization_id = :organization
               and e.number < :before
               and (:action::text is null or e.action = :action or e.action like :actionPrefix)
               and (:actor::uuid is null or e.actor_id = :actor)
               and (:resourceType::text is null or e.resource_type = :resourceType)
               and (:resource::text is null or e.resource_id = :resource)
               and (:from::timestamptz is null or e.at >= :from)
               and (:to::timestamptz is null or e.at < :to)
             order by e.number desc
             limit :limit
            """;

    private static final String CHAIN = """
            select length, head, trimmed, trimmed_hash from audit_chain where organization_id = :organization
            """;

    private static final String PAGE = """
            select number, id, at, actor_type, actor_id, action, resource_type, resource_id, canonical, hash
              from audit_entry where organization_id = :organization and number > :after order by number limit :limit
            """;

    private static final String SEALS = """
            select number, head from audit_seal
             where organization_id = :organization and number > :trimmed order by number
            """;

    private final JdbcClient jdbc;

    AuditRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The chain's end as it was locked, and the database's moment.
    record Head(long length, byte[] hash, Instant now) {}

    /// @param trimmed number of the newest entry that retention has taken away; 0 = none
    record Chain(long length, byte[] head, long trimmed, byte[] trimmedHash) {}

    /// An entry as it stands in the table.
    record Row(
            long number,
            UUID id,
            Instant at,
            String actorType,
            @Nullable UUID actorId,
            String action,
            String resourceType,
            @Nullable String resourceId,
            String canonical,
            byte[] hash) {}

    record Seal(long number, byte[] head) {}

    /// An entry to show, and the address of whoever did it as it is today.
    record Listed(Canonical entry, byte[] hash, @Nullable String email) {}

    Writer ofMain() {
        return new Writer(jdbc);
    }

    Writer of(JdbcClient other) {
        return new Writer(other);
    }

    /// Appends within the transaction its client has open.
    record Writer(JdbcClient jdbc) {
        Head lock(UUID organizationId) {
            return jdbc.sql(LOCK)
                    .param("organization", organizationId)
                    .param("beginning", Canonical.BEGINNING)
                    .query((row, _) -> new Head(
                            row.getLong("length"),
                            row.getBytes("head"),
                            moment(row, "now").truncatedTo(ChronoUnit.MILLIS)))
                    .single();
        }

        void append(Canonical entry, String text, byte[] hash) {
            jdbc.sql(APPEND)
                    .param("organization", entry.organizationId())
                    .param("number", entry.number())
                    .param("id", entry.id())
                    .param("at", entry.at().atOffset(ZoneOffset.UTC))
                    .param("actorType", entry.actorType())
                    .param("actor", entry.actorId())
                    .param("action", entry.action())
                    .param("resourceType", entry.resourceType())
                    .param("resource", entry.resourceId())
                    .param("canonical", text)
                    .param("hash", hash)
                    .update();
        }
    }

    List<Listed> list(UUID organizationId, AuditQuery query, int limit) {
        String action = query.action();
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("before", query.before())
                .param("action", action)
                .param("actionPrefix", action == null ? "" : action.replaceAll("([\\\\%_])", "\\\\$1") + ".%")
                .param("actor", query.actorId())
                .param("resourceType", query.resourceType())
                .param("resource", query.resourceId())
                .param("from", offset(query.from()))
                .param("to", offset(query.to()))
                .param("limit", limit)
                .query((row, _) -> new Listed(Canonical.of(row.getString(1)), row.getBytes(2), row.getString(3)))
                .list();
    }

    /// Absent when nothing was ever recorded.
    @Nullable
    Chain chain(UUID organizationId) {
        return jdbc.sql(CHAIN)
                .param("organization", organizationId)
                .query((row, _) -> new Chain(row.getLong(1), row.getBytes(2), row.getLong(3), row.getBytes(4)))
                .optional()
                .orElse(null);
    }

    List<Row> page(UUID organizationId, long after, int limit) {
        return jdbc.sql(PAGE)
                .param("organization", organizationId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Row(
                        row.getLong("number"),
                        row.getObject("id", UUID.class),
                        moment(row, "at"),
                        row.getString("actor_type"),
                        row.getObject("actor_id", UUID.class),
                        row.getString("action"),
                        row.getString("resource_type"),
                        row.getString("resource_id"),
                        row.getString("canonical"),
                        row.getBytes("hash")))
                .list();
    }

    List<Seal> seals(UUID organizationId, long trimmed) {
        return jdbc.sql(SEALS)
                .param("organization", organizationId)
                .param("trimmed", trimmed)
                .query((row, _) -> new Seal(row.getLong(1), row.getBytes(2)))
                .list();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
