package eu.runlater.engine.people;

import eu.runlater.engine.web.Role;
import eu.runlater.model.MemberView;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of members.
@Repository
class MemberRepository {
    private static final String LIST = """
            select u.id, u.email, u.name, m.role, u.totp_confirmed_at is not null as totp, u.id = :caller as you,
                   m.created_at, m.last_seen_at
              from member m
              join app_user u on u.id = m.user_id
             where m.organization_id = :organization and (:one::uuid is null or u.id = :one)
             order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), lower(u.email)
            """;

    private static final String ADD = """
            insert into member (organization_id, user_id, role, created_at)
            values (:organization, :user, :role, app_now())
            on conflict do nothing
            """;

    private static final String SET_ROLE = """
            update member set role = :role where organization_id = :organization and user_id = :user and role <> 'owner'
            """;

    private static final String REMOVE = """
            delete from member where organization_id = :organization and user_id = :user and role <> 'owner'
            """;

    private static final String END_SESSIONS = """
            delete from session where organization_id = :organization and user_id = :user
            """;

    private static final String IS_MEMBER = """
            select exists (select from member m
                             join app_user u on u.id = m.user_id
                            where m.organization_id = :organization and lower(u.email) = lower(:email))
            """;

    private static final String COUNT = "select count(*) from member where organization_id = :organization";

    private final JdbcClient jdbc;

    MemberRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<MemberView> all(UUID organizationId, @Nullable UUID caller) {
        return list(organizationId, caller, null);
    }

    Optional<MemberView> find(UUID organizationId, @Nullable UUID caller, UUID userId) {
        return list(organizationId, caller, userId).stream().findFirst();
    }

    private List<MemberView> list(UUID organizationId, @Nullable UUID caller, @Nullable UUID one) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("caller", caller == null ? new UUID(0, 0) : caller)
                .param("one", one)
                .query((row, _) -> {
                    OffsetDateTime seen = row.getObject("last_seen_at", OffsetDateTime.class);
                    return new MemberView(
                            row.getObject("id", UUID.class),
                            row.getString("email"),
                            row.getString("name"),
                            row.getString("role"),
                            row.getBoolean("totp"),
                            row.getBoolean("you"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            seen == null ? null : seen.toInstant());
                })
                .list();
    }

    boolean add(UUID organizationId, UUID userId, Role role) {
        return bind(ADD, organizationId, userId).param("role", role.word()).update() == 1;
    }

    boolean setRole(UUID organizationId, UUID userId, Role role) {
        return bind(SET_ROLE, organizationId, userId).param("role", role.word()).update() == 1;
    }

    /// Ends the person's sessions in this organization, too.
    boolean remove(UUID organizationId, UUID userId) {
        boolean removed = bind(REMOVE, organizationId, userId).update() == 1;
        if (removed) {
            bind(END_SESSIONS, organizationId, userId).update();
        }
        return removed;
    }

    private JdbcClient.StatementSpec bind(String sql, UUID organizationId, UUID userId) {
        return jdbc.sql(sql).param("organization", organizationId).param("user", userId);
    }

    boolean isMember(UUID organizationId, String email) {
        return jdbc.sql(IS_MEMBER)
                .param("organization", organizationId)
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    int count(UUID organizationId) {
        return jdbc.sql(COUNT)
                .param("organization", organizationId)
                .query(Integer.class)
                .single();
    }
}
