package eu.runlater.engine.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of people.
@Repository
class UserRepository {
    private static final String BY_EMAIL = """
            select id, email, name, password_hash, operator, totp_secret, totp_confirmed_at from app_user
             where lower(email) = lower(:email)
            """;

    private static final String BY_ID = """
            select id, email, name, password_hash, operator, totp_secret, totp_confirmed_at from app_user where id = :id
            """;

    /// Nothing happens when somebody with this address was made meanwhile.
    private static final String ADD = """
            insert into app_user (id, email, name, password_hash, created_at)
            values (:id, :email, :name, :hash, app_now())
            on conflict do nothing
            """;

    private static final String SET_PASSWORD = "update app_user set password_hash = :hash where id = :id";

    private static final String SET_UP_TOTP = """
            update app_user set totp_secret = :secret, totp_step = 0 where id = :id and totp_confirmed_at is null
            """;

    private static final String CONFIRM_TOTP = """
            update app_user set totp_confirmed_at = app_now()
             where id = :id and totp_secret is not null and totp_confirmed_at is null
            """;

    private static final String DROP_TOTP = """
            update app_user set totp_secret = null, totp_confirmed_at = null, totp_step = 0
             where id = :id and totp_secret is not null
            """;

    /// A time step is taken once, on whatever node (RFC 6238 §5.2).
    private static final String TAKE_STEP = """
            update app_user set totp_step = :step where id = :id and totp_step < :step
            """;

    private final JdbcClient jdbc;

    UserRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<User> byEmail(String email) {
        return jdbc.sql(BY_EMAIL)
                .param("email", email)
                .query((row, _) -> user(row))
                .optional();
    }

    Optional<User> byId(UUID id) {
        return jdbc.sql(BY_ID).param("id", id).query((row, _) -> user(row)).optional();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getString("password_hash"),
                row.getBoolean("operator"),
                row.getBytes("totp_secret"),
                row.getObject("totp_confirmed_at") != null);
    }

    boolean add(UUID id, String email, @Nullable String name, @Nullable String passwordHash) {
        return jdbc.sql(ADD)
                        .param("id", id)
                        .param("email", email)
                        .param("name", name)
                        .param("hash", passwordHash)
                        .update()
                == 1;
    }

    void setPassword(UUID id, String hash) {
        jdbc.sql(SET_PASSWORD).param("id", id).param("hash", hash).update();
    }

    boolean setUpTotp(UUID id, byte[] sealed) {
        return jdbc.sql(SET_UP_TOTP).param("id", id).param("secret", sealed).update() == 1;
    }

    boolean confirmTotp(UUID id) {
        return jdbc.sql(CONFIRM_TOTP).param("id", id).update() == 1;
    }

    boolean dropTotp(UUID id) {
        return jdbc.sql(DROP_TOTP).param("id", id).update() == 1;
    }

    boolean takeStep(UUID id, long step) {
        return jdbc.sql(TAKE_STEP).param("id", id).param("step", step).update() == 1;
    }
}
