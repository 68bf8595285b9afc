package eu.runlater.engine.accounts;

import eu.runlater.engine.web.Caller;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of organizations, users and keys.
@Repository
class AccountsRepository {
    /// One bootstrap at a time, on all nodes; freed with the transaction.
    private static final String ALONE = "select pg_advisory_xact_lock(7278002)";

    private static final String ANY_ORGANIZATION = "select exists (select from organization)";

    private static final String ADD_ORGANIZATION = """
            insert into organization (id, name, plan, retention_days, created_at)
            values (:id, :name, :plan, :retention, app_now())
            """;

    private static final String ADD_USER = """
            insert into app_user (id, email, password_hash, created_at) values (:id, :email, :hash, app_now())
            """;

    private static final String ADD_MEMBER = """
            insert into member (organization_id, user_id, role, created_at)
            values (:organization, :user, :role, app_now())
            """;

    private static final String ADD_KEY = """
            insert into api_key (id, organization_id, name, prefix, token_sha256, scope, created_at)
            values (:id, :organization, :name, :prefix, :hash, :scope, app_now())
            """;

    private static final String FIND_KEY = """
            select k.id, k.name, k.scope, k.token_sha256, o.id as organization_id, o.plan
              from api_key k
              join organization o on o.id = k.organization_id
             where k.token_sha256 = :hash
               and k.revoked_at is null
               and (k.expires_at is null or k.expires_at > app_now())
            """;

    /// At most every five minutes, whatever the number of nodes: a busy key must not become a hot row.
    private static final String TOUCH_KEY = """
            update api_key set last_used_at = app_now()
             where id = :id and (last_used_at is null or last_used_at < app_now() - interval '5 minutes')
            """;

    private final JdbcClient jdbc;

    AccountsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record StoredKey(byte[] hash, Caller caller) {}

    void lockBootstrap() {
        jdbc.sql(ALONE).query((_, _) -> 1).list();
    }

    boolean hasOrganization() {
        return jdbc.sql(ANY_ORGANIZATION).query(Boolean.class).single();
    }

    void addOrganization(UUID id, String name, String plan, int retentionDays) {
        jdbc.sql(ADD_ORGANIZATION)
                .param("id", id)
                .param("name", name)
                .param("plan", plan)
                .param("retention", retentionDays)
                .update();
    }

    void addUser(UUID id, String email, String passwordHash) {
        jdbc.sql(ADD_USER)
                .param("id", id)
                .param("email", email)
                .param("hash", passwordHash)
                .update();
    }

    void addMember(UUID organizationId, UUID userId, String role) {
        jdbc.sql(ADD_MEMBER)
                .param("organization", organizationId)
                .param("user", userId)
                .param("role", role)
                .update();
    }

    void addKey(UUID id, UUID organizationId, String name, ApiKeyToken token, Caller.Scope scope) {
        jdbc.sql(ADD_KEY)
                .param("id", id)
                .param("organization", organizationId)
                .param("name", name)
                .param("prefix", token.prefix())
                .param("hash", token.hash())
                .param("scope", scope.name().toLowerCase(Locale.ROOT))
                .update();
    }

    Optional<StoredKey> findUsableKey(byte[] hash) {
        return jdbc.sql(FIND_KEY)
                .param("hash", hash)
                .query((row, _) -> new StoredKey(
                        row.getBytes("token_sha256"),
                        Caller.key(
                                row.getObject("organization_id", UUID.class),
                                row.getString("plan"),
                                Caller.Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                false)))
                .optional();
    }

    void touchKey(UUID id) {
        jdbc.sql(TOUCH_KEY).param("id", id).update();
    }
}
