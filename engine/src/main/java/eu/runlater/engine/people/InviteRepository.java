package eu.runlater.engine.people;

import eu.runlater.engine.web.Role;
import eu.runlater.model.InviteView;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of invites.
@Repository
class InviteRepository {
    /// Holds the number of members still while one is invited or joins.
    private static final String LOCK_ORGANIZATION = """
            select plan from organization where id = :organization for no key update
            """;

    private static final String DROP_EXPIRED = """
            delete from invite
             where organization_id = :organization and accepted_at is null and expires_at <= app_now()
            """;

    private static final String ADD = """
            insert into invite (id, organization_id, email, role, token_sha256, invited_by_user, invited_by_key, created_at,
                                expires_at)
            values (:id, :organization, :email, :role, :hash, :user, :key, app_now(), app_now() + interval '7 days')
            on conflict (organization_id, lower(email)) where accepted_at is null do nothing
            """;

    private static final String LIST = """
            select i.id, i.email, i.role, coalesce(u.email, k.name, '') as invited_by, i.created_at, i.expires_at
              from invite i
              left join app_user u on u.id = i.invited_by_user
              left join api_key k on k.id = i.invited_by_key
             where i.organization_id = :organization and i.accepted_at is null and i.expires_at > app_now()
               and (:one::uuid is null or i.id = :one)
             order by i.created_at desc, i.id desc
            """;

    private static final String DELETE = """
            delete from invite where organization_id = :organization and id = :id and accepted_at is null
            """;

    private static final String BY_TOKEN = """
            select i.id, i.organization_id, o.plan, i.email, i.role, i.accepted_by,
                   i.accepted_at is null and i.expires_at > app_now() as open
              from invite i
              join organization o on o.id = i.organization_id
             where i.token_sha256 = :hash
               for update of i
            """;

    private static final String OPEN_FOR = """
            select i.id, i.organization_id, o.plan, i.email, i.role, i.accepted_by, true as open
              from invite i
              join organization o on o.id = i.organization_id
             where lower(i.email) = lower(:email) and i.accepted_at is null and i.expires_at > app_now()
             order by i.created_at
               for update of i
            """;

    private static final String ACCEPT = """
            update invite set accepted_at = app_now(), accepted_by = :user where id = :id and accepted_at is null
            """;

    private final JdbcClient jdbc;

    InviteRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param open neither accepted nor expired
    record Invite(
            UUID id,
            UUID organizationId,
            String plan,
            String email,
            Role role,
            @Nullable UUID acceptedBy,
            boolean open) {}

    /// Within a transaction.
    String lockOrganization(UUID organizationId) {
        String plan = jdbc.sql(LOCK_ORGANIZATION)
                .param("organization", organizationId)
                .query(String.class)
                .single();
        jdbc.sql(DROP_EXPIRED).param("organization", organizationId).update();
        return plan;
    }

    boolean add(
            UUID id,
            UUID organizationId,
            String email,
            Role role,
            byte[] hash,
            @Nullable UUID user,
            @Nullable UUID key) {
        return jdbc.sql(ADD)
                        .param("id", id)
                        .param("organization", organizationId)
                        .param("email", email)
                        .param("role", role.word())
                        .param("hash", hash)
                        .param("user", user)
                        .param("key", key)
                        .update()
                == 1;
    }

    List<InviteView> open(UUID organizationId) {
        return list(organizationId, null);
    }

    Optional<InviteView> find(UUID organizationId, UUID id) {
        return list(organizationId, id).stream().findFirst();
    }

    private List<InviteView> list(UUID organizationId, @Nullable UUID one) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("one", one)
                .query((row, _) -> new InviteView(
                        row.getObject("id", UUID.class),
                        row.getString("email"),
                        row.getString("role"),
                        row.getString("invited_by"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        null))
                .list();
    }

    boolean delete(UUID organizationId, UUID id) {
        return jdbc.sql(DELETE)
                        .param("organization", organizationId)
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Within a transaction, which holds the invite from now on.
    Optional<Invite> byToken(byte[] hash) {
        return invites(jdbc.sql(BY_TOKEN).param("hash", hash)).stream().findFirst();
    }

    /// Within a transaction, which holds the invites from now on.
    List<Invite> openFor(String email) {
        return invites(jdbc.sql(OPEN_FOR).param("email", email));
    }

    private static List<Invite> invites(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, _) -> new Invite(
                        row.getObject("id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getString("plan"),
                        row.getString("email"),
                        Role.of(row.getString("role")),
                        row.getObject("accepted_by", UUID.class),
                        row.getBoolean("open")))
                .list();
    }

    void accept(UUID id, UUID userId) {
        jdbc.sql(ACCEPT).param("id", id).param("user", userId).update();
    }
}
