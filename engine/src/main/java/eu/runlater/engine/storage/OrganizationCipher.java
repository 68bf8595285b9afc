package eu.runlater.engine.storage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.runlater.engine.runtime.StartRefused;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The [PayloadCipher]. Stored form: one byte 0 and the plain bytes, or one byte 1, the data key's number (4
/// bytes), and what [Aes] made. Refuses to start when sealed payloads could not be opened. When the first
/// master key is new, data keys are wrapped anew with it, and no payload has to be touched.
@Component
final class OrganizationCipher implements PayloadCipher {
    private static final Logger log = LoggerFactory.getLogger(OrganizationCipher.class);
    private static final byte PLAIN = 0;
    private static final byte SEALED = 1;
    private static final int HEADER = 5;
    private static final int FIRST_KEY_ID = 1;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final String ALL_KEYS = "select organization_id, key_id, wrapped from data_key";

    private static final String REWRAP = """
            update data_key set wrapped = :wrapped
             where organization_id = :organization and key_id = :key and wrapped = :old
            """;

    private static final String KEY = """
            select wrapped from data_key where organization_id = :organization and key_id = :key
            """;

    /// The second maker of the same key meets the first one's row.
    private static final String ADD_KEY = """
            insert into data_key (organization_id, key_id, wrapped) values (:organization, :key, :wrapped)
            on conflict do nothing
            """;

    private record KeyName(UUID organizationId, int keyId) {}

    private record WrappedKey(KeyName name, byte[] wrapped) {}

    private final MasterKeys masters;
    private final VitalDatabase database;
    private final SecureRandom random = new SecureRandom();
    private final LoadingCache<KeyName, SecretKey> dataKeys;

    OrganizationCipher(MasterKeys masters, VitalDatabase database) {
        this.masters = masters;
        this.database = database;
        this.dataKeys = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterWrite(KEPT) // an erased organization's key must not live on here
                .build(this::load);
        checkKeys();
    }

    private void checkKeys() {
        List<WrappedKey> stored = database.jdbc()
                .sql(ALL_KEYS)
                .query((row, _) ->
                        new WrappedKey(new KeyName(row.getObject(1, UUID.class), row.getInt(2)), row.getBytes(3)))
                .list();
        if (!stored.isEmpty() && !masters.present()) {
            throw StartRefused.settings("""
                    This database holds sealed payloads, but RUNLATER_ENCRYPTION_KEY is not set.
                    Set it to the key they were sealed with.""");
        }
        int rewrapped = 0;
        for (WrappedKey key : stored) {
            SecretKey opened = masters.unwrap(key.name.organizationId, key.name.keyId, key.wrapped)
                    .orElseThrow(() -> StartRefused.settings("""
                            RUNLATER_ENCRYPTION_KEY does not open the payloads in this database: they were sealed
                            with another key.
                            Set it to that key; to change keys, write the new one first and the old one after it, with a comma
                            between them."""));
            if (!masters.isCurrent(key.wrapped)) {
                byte[] wrapped = masters.wrap(key.name.organizationId, key.name.keyId, opened.getEncoded());
                rewrapped += database.jdbc()
                        .sql(REWRAP)
                        .param("wrapped", wrapped)
                        .param("organization", key.name.organizationId)
                        .param("key", key.name.keyId)
                        .param("old", key.wrapped)
                        .update();
            }
        }
        if (rewrapped > 0) {
            log.info(
                    "{} data keys are now wrapped with the new encryption key; the old one is no longer needed"
                            + " once every node has the new one",
                    rewrapped);
        }
    }

    @Override
    public byte[] seal(UUID organizationId, UUID rowId, byte[] plain) {
        if (!masters.present()) {
            return ByteBuffer.allocate(plain.length + 1).put(PLAIN).put(plain).array();
        }
        SecretKey key = dataKeys.get(new KeyName(organizationId, FIRST_KEY_ID));
        byte[] sealed = Aes.seal(key, plain, associated(rowId));
        return ByteBuffer.allocate(HEADER + sealed.length)
                .put(SEALED)
                .putInt(FIRST_KEY_ID)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] open(UUID organizationId, UUID rowId, byte[] sealed) {
        if (sealed.length > 0 && sealed[0] == PLAIN) {
            return Arrays.copyOfRange(sealed, 1, sealed.length);
        }
        if (sealed.length < HEADER || sealed[0] != SEALED) {
            throw new IllegalStateException("row " + rowId + " has a payload of an unknown form");
        }
        int keyId = ByteBuffer.wrap(sealed).getInt(1);
        SecretKey key = dataKeys.get(new KeyName(organizationId, keyId));
        try {
            return Aes.open(key, Arrays.copyOfRange(sealed, HEADER, sealed.length), associated(rowId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the payload of row " + rowId + " does not open: it was altered or moved", e);
        }
    }

    private SecretKey load(KeyName name) {
        if (name.keyId == FIRST_KEY_ID && masters.present()) {
            return find(name)
                    .or(() -> {
                        make(name);
                        return find(name);
                    })
                    .orElseThrow(() -> missing(name));
        }
        return find(name).orElseThrow(() -> missing(name));
    }

    private Optional<SecretKey> find(KeyName name) {
        return database.jdbc()
                .sql(KEY)
                .param("organization", name.organizationId)
                .param("key", name.keyId)
                .query((row, _) -> row.getBytes(1))
                .optional()
                .map(wrapped -> masters.unwrap(name.organizationId, name.keyId, wrapped)
                        .orElseThrow(() ->
                                new IllegalStateException("RUNLATER_ENCRYPTION_KEY does not open data key " + name)));
    }

    private void make(KeyName name) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        database.jdbc()
                .sql(ADD_KEY)
                .param("organization", name.organizationId)
                .param("key", name.keyId)
                .param("wrapped", masters.wrap(name.organizationId, name.keyId, key))
                .update();
    }

    private static IllegalStateException missing(KeyName name) {
        return new IllegalStateException("there is no data key " + name + "; its organization may have been erased");
    }

    private static byte[] associated(UUID rowId) {
        return ByteBuffer.allocate(16)
                .putLong(rowId.getMostSignificantBits())
                .putLong(rowId.getLeastSignificantBits())
                .array();
    }
}
