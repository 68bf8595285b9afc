package eu.runlater.engine.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The answers kept with idempotency keys, for 24 hours by the database's clock.
@Repository
class StoredAnswers {
    private static final String FIND = """
            select fingerprint, status, answer
              from idempotency_key
             where organization_id = :organization and method = :method and path = :path and key = :key
               and created_at > app_now() - interval '24 hours'
            """;

    // Waits for another request that holds the same key; a row past its time is taken over.
    private static final String TAKE = """
            insert into idempotency_key (organization_id, method, path, key, fingerprint, status, answer, created_at)
            values (:organization, :method, :path, :key, :fingerprint, 0, '', app_now())
            on conflict (organization_id, method, path, key) do update
               set fingerprint = excluded.fingerprint, status = 0, answer = '', created_at = app_now()
             where idempotency_key.created_at <= app_now() - interval '24 hours'
            """;

    private static final String FILL = """
            update idempotency_key set status = :status, answer = :answer
             where organization_id = :organization and method = :method and path = :path and key = :key
            """;

    private static final String WAIT_LIMIT = "set local lock_timeout = '5s'";

    private record Row(byte[] fingerprint, int status, byte[] answer) {}

    private final JdbcClient jdbc;

    StoredAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @throws ApiProblem 422 when the key was used with another body
    Optional<Answer> find(UUID organizationId, IdempotencyKey key) {
        Optional<Row> row = bind(FIND, organizationId, key)
                .query((r, _) -> new Row(r.getBytes("fingerprint"), r.getInt("status"), r.getBytes("answer")))
                .optional();
        if (row.isPresent() && !Arrays.equals(row.get().fingerprint(), key.fingerprint())) {
            throw IdempotencyKey.mismatch();
        }
        return row.map(r -> Answer.replay(r.status(), r.answer()));
    }

    /// Within a transaction: makes the key this request's own; false when an earlier one has it.
    boolean take(UUID organizationId, IdempotencyKey key) {
        jdbc.sql(WAIT_LIMIT).update();
        return bind(TAKE, organizationId, key)
                        .param("fingerprint", key.fingerprint())
                        .update()
                == 1;
    }

    void fill(UUID organizationId, IdempotencyKey key, Answer answer) {
        bind(FILL, organizationId, key)
                .param("status", answer.status())
                .param("answer", answer.body())
                .update();
    }

    private JdbcClient.StatementSpec bind(String sql, UUID organizationId, IdempotencyKey key) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("method", key.method())
                .param("path", key.path())
                .param("key", key.key());
    }
}
