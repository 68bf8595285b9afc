package eu.runlater.engine.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.engine.storage.VitalDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The signing secrets of organizations: made, rotated with an overlap, and kept in memory for at most four seconds, so
/// that every node signs with the new one within five (G-SIG-3, G-KEY-2). Any thread.
@Component
public class SigningSecrets {
    private static final String INSERT = """
            insert into signing_secret (id, organization_id, secret, created_at)
            values (:id, :organization, :secret, app_now())""";
    private static final String LOAD = """
            select id, secret, retires_at from signing_secret
             where organization_id = :organization and (retires_at is null or retires_at > app_now())
             order by retires_at desc nulls first, created_at desc, id desc""";
    private static final String SHOW = """
            select id, secret, created_at, retires_at from signing_secret
             where organization_id = :organization and (retires_at is null or retires_at > app_now())
             order by retires_at desc nulls first, created_at desc, id desc""";
    private static final String LOCK_ORGANIZATION = """
            select id from organization where id = :organization for no key update""";
    private static final String OVERLAP_END = """
            select max(retires_at) from signing_secret
             where organization_id = :organization and retires_at > app_now()""";
    private static final String RETIRE_CURRENT = """
            update signing_secret set retires_at = app_now() + make_interval(secs => :seconds)
             where organization_id = :organization and retires_at is null""";
    private static final String END_OVERLAP = """
            update signing_secret set retires_at = app_now()
             where organization_id = :organization and retires_at > app_now()""";

    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);
    public static final Duration LONGEST_OVERLAP = Duration.ofHours(168);

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration USABLE = Duration.ofSeconds(4);
    private static final int MAX_CACHED = 10_000;

    /// What a rotation came to.
    public sealed interface Rotation {
        /// The new secret signs from now on, the old one beside it until then.
        record Done(SigningSecret secret, Instant overlapEnds) implements Rotation {}

        /// An earlier rotation's overlap still lasts (409 at the edge).
        record OverlapRuns(Instant until) implements Rotation {}

        /// There is no such organization.
        record NoOrganization() implements Rotation {}
    }

    /// A secret that signs now, for its owner's eyes.
    ///
    /// @param retiresAt when it stops; absent = it is the newest
    public record Shown(
            SigningSecret secret,
            Instant createdAt,
            @Nullable Instant retiresAt) {}

    private record Stored(SigningSecret secret, @Nullable Instant retiresAt) {}

    private record Loaded(List<Stored> secrets, long atNanos) {
        boolean youngerThan(Duration age) {
            return System.nanoTime() - atNanos < age.toNanos();
        }
    }

    private static final class Entry {
        private final ReentrantLock loading = new ReentrantLock();
        private volatile @Nullable Loaded loaded;
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final VitalDatabase vital;
    private final PayloadCipher cipher;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<UUID, Entry> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();

    public SigningSecrets(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            VitalDatabase vital,
            PayloadCipher cipher,
            Ids ids,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.vital = vital;
        this.cipher = cipher;
        this.ids = ids;
        this.clock = clock;
    }

    /// Gives a new organization its first secret, within the caller's transaction if there is one.
    public SigningSecret create(UUID organizationId) {
        return create(organizationId, SigningSecret.random(random));
    }

    /// Gives a new organization the secret its operator chose.
    public SigningSecret create(UUID organizationId, SigningSecret secret) {
        insert(organizationId, secret);
        cache.invalidate(organizationId);
        return secret;
    }

    /// Replaces the secret; the old one goes on signing for the overlap.
    ///
    /// @param overlap 0 to 168 hours
    /// @param force end an overlap that still lasts instead of answering [Rotation.OverlapRuns]
    public Rotation rotate(UUID organizationId, Duration overlap, boolean force) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("an overlap is 0 to 168 hours, not " + overlap);
        }
        Rotation rotation = transactions.execute(_ -> rotateLocked(organizationId, overlap, force));
        cache.invalidate(organizationId);
        return rotation;
    }

    private Rotation rotateLocked(UUID organizationId, Duration overlap, boolean force) {
        boolean exists = jdbc.sql(LOCK_ORGANIZATION)
                .param("organization", organizationId)
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!exists) {
            return new Rotation.NoOrganization();
        }
        OffsetDateTime running = jdbc.sql(OVERLAP_END)
                .param("organization", organizationId)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class))
                .list()
                .getFirst();
        if (running != null && !force) {
            return new Rotation.OverlapRuns(running.toInstant());
        }
        endOverlapOf(organizationId);
        jdbc.sql(RETIRE_CURRENT)
                .param("seconds", overlap.toSeconds())
                .param("organization", organizationId)
                .update();
        SigningSecret secret = SigningSecret.random(random);
        insert(organizationId, secret);
        return new Rotation.Done(secret, clock.instant().plus(overlap));
    }

    /// Lets only the newest secret sign from now on. Returns whether an overlap lasted.
    public boolean endOverlap(UUID organizationId) {
        boolean ended = endOverlapOf(organizationId) > 0;
        cache.invalidate(organizationId);
        return ended;
    }

    private int endOverlapOf(UUID organizationId) {
        return jdbc.sql(END_OVERLAP).param("organization", organizationId).update();
    }

    private void insert(UUID organizationId, SigningSecret secret) {
        UUID id = ids.next();
        jdbc.sql(INSERT)
                .param("id", id)
                .param("organization", organizationId)
                .param("secret", cipher.seal(organizationId, id, secret.reveal().getBytes(StandardCharsets.UTF_8)))
                .update();
    }

    /// The secrets that sign now, newest first, as stored at this moment; within the caller's transaction if there is
    /// one.
    public List<Shown> shown(UUID organizationId) {
        return jdbc.sql(SHOW)
                .param("organization", organizationId)
                .query((row, _) -> {
                    OffsetDateTime retires = row.getObject("retires_at", OffsetDateTime.class);
                    return new Shown(
                            secret(organizationId, row.getObject("id", UUID.class), row.getBytes("secret")),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            retires == null ? null : retires.toInstant());
                })
                .list();
    }

    private SigningSecret secret(UUID organizationId, UUID id, byte[] sealed) {
        return SigningSecret.of(new String(cipher.open(organizationId, id, sealed), StandardCharsets.UTF_8));
    }

    /// The secrets that sign now, newest first; never empty.
    ///
    /// @throws IllegalStateException when the organization has none
    /// @throws DataAccessException when they must be read and the database cannot be reached
    List<SigningSecret> current(UUID organizationId) {
        Entry entry = cache.get(organizationId, _ -> new Entry());
        Loaded loaded = entry.loaded;
        if (loaded == null || !loaded.youngerThan(FRESH)) {
            loaded = refresh(organizationId, entry);
        }
        List<Stored> secrets = loaded.secrets;
        if (secrets.size() == 1) {
            return List.of(secrets.getFirst().secret);
        }
        Instant now = clock.instant();
        List<SigningSecret> current = secrets.stream()
                .filter(stored -> stored.retiresAt == null || stored.retiresAt.isAfter(now))
                .map(Stored::secret)
                .toList();
        if (current.isEmpty()) {
            throw new IllegalStateException("organization " + organizationId + " has no signing secret");
        }
        return current;
    }

    /// One thread reads; the others go on with what is there while it may still be used.
    private Loaded refresh(UUID organizationId, Entry entry) {
        Loaded old = entry.loaded;
        if (old != null && old.youngerThan(USABLE)) {
            if (!entry.loading.tryLock()) {
                return old;
            }
        } else {
            entry.loading.lock();
        }
        try {
            Loaded newer = entry.loaded;
            if (newer != null && newer.youngerThan(FRESH)) {
                return newer;
            }
            Loaded read = load(organizationId);
            // Nothing found is not kept: the organization may be about to be committed.
            entry.loaded = read.secrets.isEmpty() ? null : read;
            return read;
        } finally {
            entry.loading.unlock();
        }
    }

    private Loaded load(UUID organizationId) {
        long at = System.nanoTime();
        List<Stored> secrets = vital.jdbc()
                .sql(LOAD)
                .param("organization", organizationId)
                .query((row, _) -> {
                    OffsetDateTime retires = row.getObject("retires_at", OffsetDateTime.class);
                    return new Stored(
                            secret(organizationId, row.getObject("id", UUID.class), row.getBytes("secret")),
                            retires == null ? null : retires.toInstant());
                })
                .list();
        return new Loaded(secrets, at);
    }
}
