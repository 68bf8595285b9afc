package eu.runlater.engine.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.web.Authenticator;
import eu.runlater.engine.web.Caller;
import jakarta.annotation.PreDestroy;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Finds the caller behind a bearer token by the token's hash. Answers are kept for four seconds at most, so
/// that a revoked key is refused everywhere within five (G-KEY-2); so are refusals, so that a client
/// hammering with a wrong key costs little. When a key was last used is written behind the request, never in
/// it.
@Component
final class KeyAuthenticator implements Authenticator {
    private static final Logger log = LoggerFactory.getLogger(KeyAuthenticator.class);
    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(5);
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(2);
    private static final int MAX_KEPT = 50_000;
    private static final int LONGEST_TOKEN = 200;

    private final AccountsRepository accounts;
    private final Cache<ByteBuffer, Optional<Caller>> answers =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();
    private final Cache<UUID, Boolean> noted = Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(USE_NOTED_EVERY)
            .build();
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private final Loop writer;

    KeyAuthenticator(AccountsRepository accounts) {
        this.accounts = accounts;
        this.writer = Loop.start("key-usage", this::writeUses);
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        byte[] hash = ApiKeyToken.sha256(token);
        ByteBuffer name = ByteBuffer.wrap(hash);
        Optional<Caller> answer = answers.getIfPresent(name);
        if (answer == null) {
            // Outside the cache's own lock: a slow database must not hold up callers whose answer is there.
            answer = accounts.findUsableKey(hash)
                    .filter(key -> MessageDigest.isEqual(key.hash(), hash))
                    .map(AccountsRepository.StoredKey::caller);
            answers.put(name, answer);
        }
        answer.ifPresent(caller -> note(caller.credentialId()));
        return answer;
    }

    private void note(UUID keyId) {
        if (noted.getIfPresent(keyId) == null) {
            noted.put(keyId, true);
            used.add(keyId);
        }
    }

    private Duration writeUses() {
        for (UUID keyId : used) {
            used.remove(keyId);
            try {
                accounts.touchKey(keyId);
            } catch (RuntimeException e) {
                noted.invalidate(keyId); // noted again with its next use
                log.debug("use of key {} not noted: {}", keyId, e.getMessage());
            }
        }
        return WRITTEN_EVERY;
    }

    @PreDestroy
    void stop() {
        writer.close();
    }
}
