package eu.runlater.engine.accounts;

import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Role;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds who stands behind the hash of a token, and notes its use.
@Repository
class BearerRepository {
    private static final String FIND_KEY = """
            select k.id, k.name, k.scope, k.operator, k.token_sha256, o.id as organization_id, o.plan
              from api_key k
              join organization o on o.id = k.organization_id
             where k.token_sha256 = :hash
               and k.revoked_at is null
               and (k.expires_at is null or k.expires_at > app_now())
            """;

    /// A session is good while its person is a member of its organization.
    private static final String FIND_SESSION = """
            select s.id, s.token_sha256, u.id as user_id, u.email, u.operator, m.role, o.id as organization_id, o.plan
              from session s
              join app_user u on u.id = s.user_id
              join member m on m.organization_id = s.organization_id and m.user_id = s.user_id
              join organization o on o.id = s.organization_id
             where s.token_sha256 = :hash
               and s.expires_at > app_now()
            """;

    /// At most every five minutes, whatever the number of nodes: a busy key must not become a hot row.
    private static final String TOUCH_KEY = """
            update api_key set last_used_at = app_now(), last_used_from = :address
             where id = :id and (last_used_at is null or last_used_at < app_now() - interval '5 minutes')
            """;

    /// Also renews a session that is half over, to 14 days from now (behaviour §24).
    private static final String TOUCH_SESSION = """
            with used as (
              update session
                 set last_used_at = app_now(), address = coalesce(:address, address),
                     expires_at = case when expires_at < app_now() + interval '7 days'
                                       then app_now() + interval '14 days' else expires_at end
               where id = :id and expires_at > app_now()
                 and (last_used_at < app_now() - interval '5 minutes' or expires_at < app_now() + interval '7 days')
              returning organization_id, user_id)
            update member m set last_seen_at = app_now()
              from used where m.organization_id = used.organization_id and m.user_id = used.user_id
            """;

    private static final String DROP_EXPIRED = "delete from session where expires_at <= app_now()";

    private final JdbcClient jdbc;

    BearerRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Stored(byte[] hash, Caller caller) {}

    Optional<Stored> findKey(byte[] hash) {
        return jdbc.sql(FIND_KEY)
                .param("hash", hash)
                .query((row, _) -> new Stored(
                        row.getBytes("token_sha256"),
                        Caller.key(
                                row.getObject("organization_id", UUID.class),
                                row.getString("plan"),
                                Caller.Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                row.getBoolean("operator"))))
                .optional();
    }

    Optional<Stored> findSession(byte[] hash) {
        return jdbc.sql(FIND_SESSION)
                .param("hash", hash)
                .query((row, _) -> new Stored(
                        row.getBytes("token_sha256"),
                        Caller.person(
                                row.getObject("organization_id", UUID.class),
                                row.getString("plan"),
                                row.getObject("id", UUID.class),
                                row.getObject("user_id", UUID.class),
                                row.getString("email"),
                                Role.of(row.getString("role")),
                                row.getBoolean("operator"))))
                .optional();
    }

    void touch(Caller caller, @Nullable String address) {
        jdbc.sql(caller.isPerson() ? TOUCH_SESSION : TOUCH_KEY)
                .param("id", caller.credentialId())
                .param("address", address)
                .update();
    }

    int dropExpiredSessions() {
        return jdbc.sql(DROP_EXPIRED).update();
    }
}
