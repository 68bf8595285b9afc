package eu.runlater.engine.organizations;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.model.OrganizationView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of organizations.
@Repository
class OrganizationRepository {
    private static final String LIST = """
            select o.id, o.name, o.plan, o.retention_days, o.circuit_threshold, o.max_concurrent, o.host_concurrency,
                   o.created_at, (select count(*) from member m where m.organization_id = o.id) as members
              from organization o
             where (:one::uuid is null or o.id = :one) and (:before::uuid is null or o.id < :before)
             order by o.id desc
             limit :limit
            """;

    private static final String LOCK = "select id from organization where id = :id for no key update";

    private static final String ADD = """
            insert into organization (id, name, plan, retention_days, created_at)
            values (:id, :name, :plan, :retention, app_now())
            """;

    private static final String UPDATE = """
            update organization
               set name = :name, plan = :plan, retention_days = :retention, circuit_threshold = :threshold,
                   max_concurrent = :concurrent, host_concurrency = :host
             where id = :id
            """;

    private final JdbcClient jdbc;

    OrganizationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<OrganizationView> find(UUID id) {
        return list(id, null, 1).stream().findFirst();
    }

    /// Newest first.
    ///
    /// @param before id of the last one of the page before
    List<OrganizationView> page(@Nullable UUID before, int limit) {
        return list(null, before, limit);
    }

    private List<OrganizationView> list(@Nullable UUID one, @Nullable UUID before, int limit) {
        return jdbc.sql(LIST)
                .param("one", one)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> view(row))
                .list();
    }

    private static OrganizationView view(ResultSet row) throws SQLException {
        OrganizationSettings settings = new OrganizationSettings(
                row.getString("name"),
                Plan.of(row.getString("plan")),
                row.getInt("retention_days"),
                row.getInt("circuit_threshold"),
                row.getObject("max_concurrent", Integer.class),
                row.getObject("host_concurrency", Integer.class));
        return new OrganizationView(
                row.getObject("id", UUID.class),
                settings.name(),
                settings.plan().word(),
                settings.retentionDays(),
                settings.maxRetentionDays(),
                settings.circuitThreshold(),
                settings.maxConcurrent(),
                settings.hostConcurrency(),
                row.getInt("members"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /// Within a transaction.
    boolean lock(UUID id) {
        return jdbc.sql(LOCK).param("id", id).query(UUID.class).optional().isPresent();
    }

    void add(UUID id, String name, Plan plan, int retentionDays) {
        jdbc.sql(ADD)
                .param("id", id)
                .param("name", name)
                .param("plan", plan.word())
                .param("retention", retentionDays)
                .update();
    }

    void update(UUID id, OrganizationSettings settings) {
        jdbc.sql(UPDATE)
                .param("id", id)
                .param("name", settings.name())
                .param("plan", settings.plan().word())
                .param("retention", settings.retentionDays())
                .param("threshold", settings.circuitThreshold())
                .param("concurrent", settings.maxConcurrent())
                .param("host", settings.hostConcurrency())
                .update();
    }
}
