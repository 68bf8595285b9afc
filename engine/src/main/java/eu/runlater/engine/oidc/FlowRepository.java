package eu.runlater.engine.oidc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of sign-ins on their way. Each step names the step it follows, so that it is taken once.
@Repository
class FlowRepository {
    private static final String DROP_EXPIRED = "delete from oidc_flow where expires_at <= app_now()";

    private static final String COUNT = "select count(*) from oidc_flow";

    private static final String ADD = """
            insert into oidc_flow (id, state_sha256, poll_sha256, secrets, code, created_at, expires_at)
            values (:id, :state, :poll, :secrets, :code, app_now(), app_now() + interval '10 minutes')
            returning expires_at
            """;

    private static final String REDEEM = """
            update oidc_flow set redeemed_at = app_now()
             where state_sha256 = :state and redeemed_at is null and expires_at > app_now()
            returning id, secrets, code
            """;

    private static final String IDENTIFY = """
            update oidc_flow set confirm_sha256 = :confirm, secrets = :secrets
             where id = :id and redeemed_at is not null and confirm_sha256 is null and failure is null
            """;

    private static final String CONFIRM = """
            update oidc_flow set confirmed_at = app_now()
             where confirm_sha256 = :confirm and confirmed_at is null and failure is null and expires_at > app_now()
            returning id, secrets, code
            """;

    private static final String SET_USER = "update oidc_flow set user_id = :user where id = :id";

    private static final String FAIL = "update oidc_flow set failure = :why where id = :id";

    private static final String POLL = """
            select id, user_id, failure from oidc_flow where poll_sha256 = :poll and expires_at > app_now() for update
            """;

    private static final String DROP = "delete from oidc_flow where id = :id";

    private final JdbcClient jdbc;

    FlowRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param secrets sealed
    record Flow(UUID id, byte[] secrets, String code) {}

    /// @param userId who is to be signed in · @param failure why nobody is; neither = not yet known
    record Polled(UUID id, @Nullable UUID userId, @Nullable String failure) {}

    int open() {
        jdbc.sql(DROP_EXPIRED).update();
        return jdbc.sql(COUNT).query(Integer.class).single();
    }

    Instant add(UUID id, byte[] state, byte[] poll, byte[] secrets, String code) {
        return jdbc.sql(ADD)
                .param("id", id)
                .param("state", state)
                .param("poll", poll)
                .param("secrets", secrets)
                .param("code", code)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    Optional<Flow> redeem(byte[] state) {
        return flow(jdbc.sql(REDEEM).param("state", state));
    }

    void identify(UUID id, byte[] confirm, byte[] secrets) {
        jdbc.sql(IDENTIFY)
                .param("id", id)
                .param("confirm", confirm)
                .param("secrets", secrets)
                .update();
    }

    Optional<Flow> confirm(byte[] confirm) {
        return flow(jdbc.sql(CONFIRM).param("confirm", confirm));
    }

    private static Optional<Flow> flow(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, _) ->
                        new Flow(row.getObject("id", UUID.class), row.getBytes("secrets"), row.getString("code")))
                .optional();
    }

    void setUser(UUID id, UUID userId) {
        jdbc.sql(SET_USER).param("id", id).param("user", userId).update();
    }

    void fail(UUID id, String why) {
        jdbc.sql(FAIL).param("id", id).param("why", why).update();
    }

    /// Within a transaction, which holds the flow.
    Optional<Polled> poll(byte[] poll) {
        return jdbc.sql(POLL)
                .param("poll", poll)
                .query((row, _) -> new Polled(
                        row.getObject("id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getString("failure")))
                .optional();
    }

    void drop(UUID id) {
        jdbc.sql(DROP).param("id", id).update();
    }
}
