package eu.runlater.engine.intake;

import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Idempotency keys (G-IDM-1…3): a row per organization, method, path and key, inserted in the transaction of the
/// work together with its answer. After 24 h the key is free again, which is decided when it is read. Any thread.
@Component
class IdempotencyKeys {
    private static final int PAGE = 1_000;
    private static final Duration CLEAN_EVERY = Duration.ofMinutes(10);

    /// A key in its scope.
    record Scope(UUID organizationId, String method, String path, String key) {
        static Scope of(UUID organizationId, IdempotencyClaim claim) {
            return new Scope(organizationId, claim.method(), claim.path(), claim.key());
        }
    }

    /// A key with what is to be stored under it.
    record Entry(Scope scope, IdempotencyClaim claim) {}

    private static final String TAKE = """
            insert into idempotency_key (organization_id, method, path, key, fingerprint, status, answer, created_at)
            select *, app_now() from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::int[], ?::bytea[])
            on conflict (organization_id, method, path, key) do update
               set fingerprint = excluded.fingerprint, status = excluded.status, answer = excluded.answer,
                   created_at = excluded.created_at
             where idempotency_key.created_at < app_now() - interval '24 hours'
            returning organization_id, method, path, key
            """;

    private static final String FIND = """
            select fingerprint, status, answer from idempotency_key
             where organization_id = ? and method = ? and path = ? and key = ?
            """;

    private static final String FORGET = """
            delete from idempotency_key where organization_id = ? and method = ? and path = ? and key = ?
            """;

    private static final String CLEAN = """
            delete from idempotency_key where ctid in (
              select ctid from idempotency_key where created_at < app_now() - interval '24 hours' limit ?)
            """;

    private final JdbcTemplate jdbc;
    private final Loop cleaner;

    IdempotencyKeys(VitalDatabase database) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.cleaner = Loop.start("idempotency-cleaner", this::clean);
    }

    /// Takes the keys that are free, within the caller's transaction; waits for another transaction that has just
    /// taken one. No scope may come twice.
    Set<Scope> take(List<Entry> entries) {
        // One order for everyone, so that two nodes cannot wait for each other in a circle.
        List<Entry> ordered = entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.scope.organizationId())
                        .thenComparing(entry -> entry.scope.path())
                        .thenComparing(entry -> entry.scope.key())
                        .thenComparing(entry -> entry.scope.method()))
                .toList();
        return new HashSet<>(jdbc.query(
                TAKE,
                statement -> new ArrayParameters<>(ordered)
                        .add("uuid", entry -> entry.scope.organizationId())
                        .add("text", entry -> entry.scope.method())
                        .add("text", entry -> entry.scope.path())
                        .add("text", entry -> entry.scope.key())
                        .add("bytea", entry -> entry.claim.fingerprint())
                        .add("int4", entry -> entry.claim.status())
                        .add("bytea", entry -> entry.claim.answer())
                        .bind(statement, 1),
                (row, _) ->
                        new Scope(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4))));
    }

    /// What a key that was taken before answers to this request.
    Receipt answer(Entry entry) {
        Scope scope = entry.scope;
        List<Receipt> found = jdbc.query(
                FIND,
                (row, _) -> MessageDigest.isEqual(row.getBytes(1), entry.claim.fingerprint())
                        ? new Receipt.Replayed(row.getInt(2), row.getBytes(3))
                        : new Receipt.Mismatch(),
                scope.organizationId,
                scope.method,
                scope.path,
                scope.key);
        if (found.isEmpty()) {
            throw new IntakeUnavailable(
                    "The idempotency key was released at this very moment; send the request again.");
        }
        return found.getFirst();
    }

    /// Frees a key that was just taken for work that was not stored after all.
    void forget(Entry entry) {
        Scope scope = entry.scope;
        jdbc.update(FORGET, scope.organizationId, scope.method, scope.path, scope.key);
    }

    private Duration clean() {
        return jdbc.update(CLEAN, PAGE) == PAGE ? Duration.ZERO : CLEAN_EVERY;
    }

    @PreDestroy
    void close() {
        cleaner.close();
    }
}
