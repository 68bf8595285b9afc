package eu.runlater.engine.testing;

import eu.runlater.engine.delivery.SigningSecrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes organizations and keys directly in the database, so that every test owns its own.
@TestComponent
public class TestAccounts {
    private static final String ADD_ORGANIZATION = """
            insert into organization (id, name, plan, retention_days, circuit_threshold, created_at)
            values (:id, :name, :plan, 30, 0, app_now())
            """;

    private static final String ADD_KEY = """
            insert into api_key (id, organization_id, name, prefix, token_sha256, scope, created_at)
            values (:id, :organization, :name, :prefix, :hash, :scope, app_now())
            """;

    private final JdbcClient jdbc;
    private final SigningSecrets secrets;
    private final SecureRandom random = new SecureRandom();

    TestAccounts(JdbcClient jdbc, SigningSecrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /// @param key a bearer token with scope `full`
    public record Tenant(UUID organizationId, String plan, String key) {}

    /// A new organization on plan `unlimited`, without circuits: tests fail on purpose, and share a host.
    /// [#protectTargets] gives it some.
    public Tenant newTenant() {
        return newTenant("unlimited");
    }

    public Tenant newTenant(String plan) {
        UUID id = UUID.randomUUID();
        jdbc.sql(ADD_ORGANIZATION)
                .param("id", id)
                .param("name", "test " + id)
                .param("plan", plan)
                .update();
        secrets.create(id);
        return new Tenant(id, plan, newKey(id, "full"));
    }

    /// Makes circuits open after three failures, as they do for everyone else.
    public void protectTargets(Tenant tenant) {
        jdbc.sql("update organization set circuit_threshold = 3 where id = :id")
                .param("id", tenant.organizationId())
                .update();
    }

    /// A new organization whose key may look after the installation.
    public Tenant newOperator() {
        Tenant tenant = newTenant();
        jdbc.sql("update api_key set operator = true where organization_id = :id")
                .param("id", tenant.organizationId())
                .update();
        return tenant;
    }

    /// @param scope `full`, `enqueue` or `read`
    /// @return the bearer token
    public String newKey(UUID organizationId, String scope) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = "sk_live_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql(ADD_KEY)
                .param("id", UUID.randomUUID())
                .param("organization", organizationId)
                .param("name", "test key")
                .param("prefix", token.substring(0, 12))
                .param("hash", sha256(token))
                .param("scope", scope)
                .update();
        return token;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
