package eu.runlater.engine.credentials;

import eu.runlater.engine.credentials.OAuthTokens.Token;
import eu.runlater.engine.settings.Secret;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.engine.storage.VitalDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/// The access tokens that all nodes share. Whoever fetches the next one holds a lease on the row meanwhile, not a lock:
/// the token endpoint may take its time, and a node may die over it.
@Repository
class TokenRepository {
    private static final String FIND = """
            select token, generation, refresh_at, expires_at from credential_token
             where credential_id = :id and version = :version and token is not null and expires_at > app_now()
            """;

    private static final String TAKE_LEASE = """
            insert into credential_token (credential_id, version, generation, fetching_until)
            select id, :version, 0, app_now() + make_interval(secs => :seconds) from credential where id = :id
            on conflict (credential_id) do update
               set fetching_until = app_now() + make_interval(secs => :seconds)
             where credential_token.fetching_until is null or credential_token.fetching_until <= app_now()
            """;

    private static final String STORE = """
            update credential_token
               set version = :version, token = :token, generation = generation + 1, refresh_at = :refresh,
                   expires_at = :expires, fetching_until = null
             where credential_id = :id
            returning generation
            """;

    private static final String GIVE_BACK =
            "update credential_token set fetching_until = null where credential_id = :id";

    // A token that came after the refused one stays.
    private static final String DROP = """
            update credential_token set token = null
             where credential_id = :id and version = :version and generation = :generation
            """;

    private final VitalDatabase database;
    private final PayloadCipher cipher;

    TokenRepository(VitalDatabase database, PayloadCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /// The token that is held and has not expired.
    Optional<Token> find(Credential credential) {
        return database.jdbc()
                .sql(FIND)
                .param("id", credential.id())
                .param("version", credential.version())
                .query((row, _) -> new Token(
                        Secret.of(cipher.open(credential.organizationId(), credential.id(), row.getBytes("token"))),
                        row.getLong("generation"),
                        row.getObject("refresh_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// Whether it is now on this node to fetch the next one.
    boolean takeLease(Credential credential, Duration length) {
        return database.jdbc()
                        .sql(TAKE_LEASE)
                        .param("id", credential.id())
                        .param("version", credential.version())
                        .param("seconds", length.toSeconds())
                        .update()
                > 0;
    }

    /// Ends the lease. Empty when the credential is gone.
    Optional<Token> store(Credential credential, String token, Instant refreshAt, Instant expiresAt) {
        return database.jdbc()
                .sql(STORE)
                .param("id", credential.id())
                .param("version", credential.version())
                .param(
                        "token",
                        cipher.seal(
                                credential.organizationId(), credential.id(), token.getBytes(StandardCharsets.UTF_8)))
                .param("refresh", refreshAt.atOffset(ZoneOffset.UTC))
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Token(Secret.of(token), row.getLong(1), refreshAt, expiresAt))
                .optional();
    }

    void giveBack(Credential credential) {
        database.jdbc().sql(GIVE_BACK).param("id", credential.id()).update();
    }

    void drop(Credential credential, long generation) {
        database.jdbc()
                .sql(DROP)
                .param("id", credential.id())
                .param("version", credential.version())
                .param("generation", generation)
                .update();
    }
}
