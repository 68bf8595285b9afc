package eu.runlater.engine.accounts;

import eu.runlater.model.KeyView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of API keys.
@Repository
class KeyRepository {
    private static final String ADD = """
            insert into api_key (id, organization_id, name, prefix, token_sha256, scope, operator, created_by_user,
                                 created_by_key, created_at, expires_at)
            values (:id, :organization, :name, :prefix, :hash, :scope, :operator, :user, :key, app_now(), :expires)
            """;

    private static final String LIST = """
            select k.id, k.name, k.prefix, k.scope, k.operator, coalesce(u.email, maker.name) as created_by, k.created_at,
                   k.last_used_at, k.last_used_from, k.expires_at
              from api_key k
              left join app_user u on u.id = k.created_by_user
              left join api_key maker on maker.id = k.created_by_key and maker.organization_id = k.organization_id
             where k.organization_id = :organization and k.revoked_at is null and (:one::uuid is null or k.id = :one)
             order by k.created_at desc, k.id desc
            """;

    private static final String COUNT = """
            select count(*) from api_key where organization_id = :organization and revoked_at is null
            """;

    private static final String RENAME = """
            update api_key set name = :name where organization_id = :organization and id = :id and revoked_at is null
            """;

    private static final String REVOKE = """
            update api_key set revoked_at = app_now()
             where organization_id = :organization and id = :id and revoked_at is null
            """;

    private final JdbcClient jdbc;

    KeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param user · @param key who made it; neither for the first start's
    record NewKey(
            UUID id,
            UUID organizationId,
            String name,
            ApiKeyToken token,
            String scope,
            boolean operator,
            @Nullable UUID user,
            @Nullable UUID key,
            @Nullable Instant expiresAt) {}

    void add(NewKey key) {
        Instant expires = key.expiresAt;
        jdbc.sql(ADD)
                .param("id", key.id)
                .param("organization", key.organizationId)
                .param("name", key.name)
                .param("prefix", key.token.prefix())
                .param("hash", key.token.hash())
                .param("scope", key.scope)
                .param("operator", key.operator)
                .param("user", key.user)
                .param("key", key.key)
                .param("expires", expires == null ? null : expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    int count(UUID organizationId) {
        return jdbc.sql(COUNT)
                .param("organization", organizationId)
                .query(Integer.class)
                .single();
    }

    List<KeyView> all(UUID organizationId) {
        return list(organizationId, null);
    }

    Optional<KeyView> find(UUID organizationId, UUID id) {
        return list(organizationId, id).stream().findFirst();
    }

    private List<KeyView> list(UUID organizationId, @Nullable UUID one) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("one", one)
                .query((row, _) -> view(row))
                .list();
    }

    private static KeyView view(ResultSet row) throws SQLException {
        return new KeyView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                row.getString("scope"),
                row.getBoolean("operator"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                moment(row, "last_used_at"),
                row.getString("last_used_from"),
                moment(row, "expires_at"),
                null);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    boolean rename(UUID organizationId, UUID id, String name) {
        return jdbc.sql(RENAME)
                        .param("organization", organizationId)
                        .param("id", id)
                        .param("name", name)
                        .update()
                == 1;
    }

    boolean revoke(UUID organizationId, UUID id) {
        return jdbc.sql(REVOKE)
                        .param("organization", organizationId)
                        .param("id", id)
                        .update()
                == 1;
    }
}
