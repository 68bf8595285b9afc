package eu.runlater.engine.credentials;

import eu.runlater.engine.credentials.SealedKind.Content;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Credentials as stored; always within one organization (G-TEN-1).
@Repository
class CredentialRepository {
    private static final String SELECT = """
            select id, organization_id, name, type, secret, version, inserted_at, updated_at, last_used_at
              from credential
             where organization_id = :organization
            """;

    private static final String BY_ID = SELECT + " and id = :id";
    private static final String LOCK = BY_ID + " for update";
    private static final String BY_NAME = SELECT + " and name = :name";

    private static final String LIST = SELECT + """
               and (lower(name), id) > (:name, :id)
             order by lower(name), id
             limit :limit
            """;

    private static final String INSERT = """
            insert into credential (id, organization_id, name, type, secret, version, inserted_at, updated_at)
            values (:id, :organization, :name, :type, :secret, 1, app_now(), app_now())
            """;

    private static final String UPDATE = """
            update credential
               set name = :name, secret = :secret, version = version + 1, updated_at = app_now()
             where organization_id = :organization and id = :id
            """;

    private static final String DELETE = "delete from credential where organization_id = :organization and id = :id";

    private static final String USED = """
            update credential set last_used_at = app_now()
             where organization_id = :organization and id = :id
               and (last_used_at is null or last_used_at < app_now() - interval '1 minute')
            """;

    // The predicates repeat those of the indexes.
    private static final String USED_BY_RECURRING = """
            select count(*) from task
             where organization_id = :organization and deleted_at is null and options like '%"credential":"%'
               and substring(options from '"credential":"([^"]+)"') = :name
            """;

    private static final String USED_BY_WAITING = """
            select count(*)
              from (select id from once_task
                     where organization_id = :organization and deleted_at is null and options like '%"credential":"%'
                       and substring(options from '"credential":"([^"]+)"') = :name
                     order by id desc
                     limit :most) t
             where exists (select from run r where r.organization_id = :organization and r.task_id = t.id)
            """;

    private static final String TOKEN_EXPIRY = """
            select expires_at from credential_token
             where credential_id = :id and version = :version and token is not null and expires_at > app_now()
            """;

    private final JdbcClient jdbc;
    private final VitalDatabase vital;
    private final SealedKind sealedKind;

    CredentialRepository(JdbcClient jdbc, VitalDatabase vital, SealedKind sealedKind) {
        this.jdbc = jdbc;
        this.vital = vital;
        this.sealedKind = sealedKind;
    }

    Optional<Credential> find(UUID organizationId, UUID id) {
        return one(BY_ID, organizationId, id);
    }

    /// The same, held until the transaction ends.
    Optional<Credential> lock(UUID organizationId, UUID id) {
        return one(LOCK, organizationId, id);
    }

    private Optional<Credential> one(String sql, UUID organizationId, UUID id) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// For requests that name one.
    Optional<Credential> named(UUID organizationId, String name) {
        return named(jdbc, organizationId, name);
    }

    /// For deliveries, which must not wait behind API traffic; says that it is used.
    Optional<Credential> use(UUID organizationId, String name) {
        Optional<Credential> found = named(vital.jdbc(), organizationId, name);
        found.ifPresent(credential -> vital.jdbc()
                .sql(USED)
                .param("organization", organizationId)
                .param("id", credential.id())
                .update());
        return found;
    }

    private Optional<Credential> named(JdbcClient client, UUID organizationId, String name) {
        return client.sql(BY_NAME)
                .param("organization", organizationId)
                .param("name", name)
                .query((row, _) -> read(row))
                .optional();
    }

    /// By name.
    List<Credential> list(UUID organizationId, String afterName, UUID afterId, int limit) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("name", afterName)
                .param("id", afterId)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// False when the name is taken.
    boolean insert(UUID organizationId, UUID id, String name, Content content) {
        try {
            jdbc.sql(INSERT)
                    .param("id", id)
                    .param("organization", organizationId)
                    .param("name", name)
                    .param("type", content.kind().type())
                    .param("secret", sealedKind.seal(organizationId, id, content))
                    .update();
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /// False when the name is taken.
    boolean update(UUID organizationId, UUID id, String name, Content content) {
        try {
            jdbc.sql(UPDATE)
                    .param("id", id)
                    .param("organization", organizationId)
                    .param("name", name)
                    .param("secret", sealedKind.seal(organizationId, id, content))
                    .update();
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    void delete(UUID organizationId, UUID id) {
        jdbc.sql(DELETE).param("organization", organizationId).param("id", id).update();
    }

    long recurringTasks(UUID organizationId, String name) {
        return jdbc.sql(USED_BY_RECURRING)
                .param("organization", organizationId)
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /// One-time tasks that name it and have a run that waits or is in flight.
    ///
    /// @param most of the newest tasks are looked at
    long waitingTasks(UUID organizationId, String name, int most) {
        return jdbc.sql(USED_BY_WAITING)
                .param("organization", organizationId)
                .param("name", name)
                .param("most", most)
                .query(Long.class)
                .single();
    }

    @Nullable
    Instant tokenExpiry(Credential credential) {
        return jdbc.sql(TOKEN_EXPIRY)
                .param("id", credential.id())
                .param("version", credential.version())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional()
                .orElse(null);
    }

    private Credential read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID organization = row.getObject("organization_id", UUID.class);
        Content content = sealedKind.open(organization, id, row.getString("type"), row.getBytes("secret"));
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new Credential(
                id,
                organization,
                row.getString("name"),
                content.hosts(),
                content.kind(),
                row.getInt("version"),
                row.getObject("inserted_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }
}
