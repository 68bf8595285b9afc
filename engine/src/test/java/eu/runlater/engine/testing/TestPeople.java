package eu.runlater.engine.testing;

import eu.runlater.engine.testing.TestAccounts.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Makes people, members and sessions directly in the database.
@TestComponent
public class TestPeople {
    public static final String PASSWORD = "correct horse battery";
    // Far less work than in the product; the parameters stand in the hash.
    private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(PASSWORD);

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger addresses = new AtomicInteger(random.nextInt(1 << 20));

    TestPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Somebody with the password [#PASSWORD].
    ///
    /// @param token of a session in the organization they were made in
    public record Person(UUID id, String email, String token) {}

    /// Somebody new in an organization, signed in.
    ///
    /// @param role `owner`, `admin`, `member` or `viewer`
    public Person join(Tenant tenant, String role) {
        UUID id = UUID.randomUUID();
        String email = role + "-" + id + "@people.example";
        jdbc.sql("insert into app_user (id, email, password_hash, created_at) values (:id, :email, :hash, app_now())")
                .param("id", id)
                .param("email", email)
                .param("hash", HASH)
                .update();
        join(tenant, id, role);
        return new Person(id, email, session(tenant, id));
    }

    /// Somebody who is there already, in one more organization.
    public void join(Tenant tenant, UUID userId, String role) {
        jdbc.sql("""
                insert into member (organization_id, user_id, role, created_at)
                values (:organization, :user, :role, app_now())
                """)
                .param("organization", tenant.organizationId())
                .param("user", userId)
                .param("role", role)
                .update();
    }

    /// A session's token.
    public String session(Tenant tenant, UUID userId) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = "rls_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("""
                insert into session (id, user_id, organization_id, token_sha256, method, created_at, last_used_at,
                                     expires_at)
                values (:id, :user, :organization, :hash, 'password', app_now(), app_now(), app_now() + interval '14 days')
                """)
                .param("id", UUID.randomUUID())
                .param("user", userId)
                .param("organization", tenant.organizationId())
                .param("hash", sha256(token))
                .update();
        return token;
    }

    /// Headers of a client that nobody else in the tests is.
    public Map<String, String> elsewhere() {
        int n = addresses.incrementAndGet();
        return Map.of("X-Forwarded-For", "100." + (64 + (n >> 16 & 63)) + "." + (n >> 8 & 255) + "." + (n & 255));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
