package eu.runlater.engine.people;

import eu.runlater.engine.web.Role;
import eu.runlater.model.Membership;
import eu.runlater.model.SessionView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of sessions, and of the memberships they stand on.
@Repository
class SessionRepository {
    private static final String ADD = """
            insert into session (id, user_id, organization_id, token_sha256, method, address, client, created_at,
                                 last_used_at, expires_at)
            values (:id, :user, :organization, :hash, :method, :address, :client, app_now(), app_now(),
                    app_now() + interval '14 days')
            returning expires_at
            """;

    /// A person has at most so many sessions; the ones used longest ago make room.
    private static final String MAKE_ROOM = """
            delete from session where id in (
              select id from session where user_id = :user order by last_used_at desc, id desc offset :most)
            """;

    private static final String LIST = """
            select s.id, s.method, s.address, s.client, s.created_at, s.last_used_at, s.expires_at, s.id = :current as current
              from session s
              join member m on m.organization_id = s.organization_id and m.user_id = s.user_id
             where s.user_id = :user and s.expires_at > app_now()
             order by s.last_used_at desc, s.id desc
            """;

    private static final String END = "delete from session where id = :id and user_id = :user";

    private static final String END_OTHERS = "delete from session where user_id = :user and id <> :current";

    private static final String SWITCH = """
            update session set organization_id = :organization where id = :id and user_id = :user
            """;

    private static final String SEEN = """
            update member set last_seen_at = app_now() where organization_id = :organization and user_id = :user
            """;

    private static final String EXPIRY = """
            select expires_at from session where id = :id
            union all
            select expires_at from api_key where id = :id
            """;

    private static final String SIGNED_IN_LATELY = """
            select exists (select from session
                            where id = :id and user_id = :user and created_at > app_now() - interval '10 minutes')
            """;

    private static final String MEMBERSHIPS = """
            select o.id, o.name, o.plan, m.role
              from member m
              join organization o on o.id = m.organization_id
             where m.user_id = :user
             order by m.last_seen_at desc nulls last, m.created_at, o.id
            """;

    private static final String ORGANIZATION = "select id, name, plan, '' as role from organization where id = :id";

    private final JdbcClient jdbc;

    SessionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param hash of its token
    Instant add(UUID id, UUID userId, UUID organizationId, byte[] hash, String method, Origin origin, int most) {
        Instant expires = jdbc.sql(ADD)
                .param("id", id)
                .param("user", userId)
                .param("organization", organizationId)
                .param("hash", hash)
                .param("method", method)
                .param("address", origin.address())
                .param("client", origin.client())
                .query((row, _) -> moment(row, "expires_at"))
                .single();
        jdbc.sql(MAKE_ROOM).param("user", userId).param("most", most).update();
        seen(organizationId, userId);
        return expires;
    }

    private void seen(UUID organizationId, UUID userId) {
        jdbc.sql(SEEN)
                .param("organization", organizationId)
                .param("user", userId)
                .update();
    }

    List<SessionView> list(UUID userId, UUID current) {
        return jdbc.sql(LIST)
                .param("user", userId)
                .param("current", current)
                .query((row, _) -> new SessionView(
                        row.getObject("id", UUID.class),
                        row.getString("method"),
                        row.getString("address"),
                        row.getString("client"),
                        moment(row, "created_at"),
                        moment(row, "last_used_at"),
                        moment(row, "expires_at"),
                        row.getBoolean("current")))
                .list();
    }

    boolean end(UUID id, UUID userId) {
        return jdbc.sql(END).param("id", id).param("user", userId).update() == 1;
    }

    int endOthers(UUID userId, UUID current) {
        return jdbc.sql(END_OTHERS)
                .param("user", userId)
                .param("current", current)
                .update();
    }

    boolean switchTo(UUID id, UUID userId, UUID organizationId) {
        boolean switched = jdbc.sql(SWITCH)
                        .param("id", id)
                        .param("user", userId)
                        .param("organization", organizationId)
                        .update()
                == 1;
        seen(organizationId, userId);
        return switched;
    }

    /// @param credentialId of a session or key
    @Nullable
    Instant expiry(UUID credentialId) {
        return jdbc
                .sql(EXPIRY)
                .param("id", credentialId)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .map(OffsetDateTime::toInstant)
                .findFirst()
                .orElse(null);
    }

    boolean signedInLately(UUID id, UUID userId) {
        return jdbc.sql(SIGNED_IN_LATELY)
                .param("id", id)
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    /// Where a person is a member, the one used last first.
    List<Membership> memberships(UUID userId) {
        return jdbc.sql(MEMBERSHIPS)
                .param("user", userId)
                .query((row, _) -> membership(row, row.getString("role")))
                .list();
    }

    Membership organization(UUID id, Role role) {
        return jdbc.sql(ORGANIZATION)
                .param("id", id)
                .query((row, _) -> membership(row, role.word()))
                .single();
    }

    private static Membership membership(ResultSet row, String role) throws SQLException {
        return new Membership(row.getObject("id", UUID.class), row.getString("name"), row.getString("plan"), role);
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
