package eu.runlater.engine.accounts;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of the first start.
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
            insert into app_user (id, email, password_hash, operator, created_at)
            values (:id, :email, :hash, :operator, app_now())
            """;

    private static final String ADD_MEMBER = """
            insert into member (organization_id, user_id, role, created_at)
            values (:organization, :user, :role, app_now())
            """;

    private final JdbcClient jdbc;

    AccountsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

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

    void addOperator(UUID id, String email, String passwordHash) {
        jdbc.sql(ADD_USER)
                .param("id", id)
                .param("email", email)
                .param("hash", passwordHash)
                .param("operator", true)
                .update();
    }

    void addMember(UUID organizationId, UUID userId, String role) {
        jdbc.sql(ADD_MEMBER)
                .param("organization", organizationId)
                .param("user", userId)
                .param("role", role)
                .update();
    }
}
