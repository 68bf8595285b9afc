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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Finds the caller behind a bearer token, a key's or a session's, by the token's hash. Answers are kept for four
/// seconds at most, so that what was revoked is refused everywhere within five (G-KEY-2), and on this node at once; so
/// are refusals, so that a client hammering with a wrong key costs little. When a token was last used is written behind
/// the request, never in it. Any thread.
@Component
public final class TokenAuthenticator implements Authenticator {
    private static final Logger log = LoggerFactory.getLogger(TokenAuthenticator.class);
    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(5);
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(2);
    private static final Duration CLEANED_EVERY = Duration.ofHours(1);
    private static final int MAX_KEPT = 50_000;
    private static final int LONGEST_TOKEN = 200;

    private record Use(Caller caller, String address) {}

    private final BearerRepository tokens;
    private final Cache<ByteBuffer, Optional<Caller>> answers =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();
    private final Cache<UUID, Boolean> noted = Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(USE_NOTED_EVERY)
            .build();
    private final Map<UUID, Use> used = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final Loop writer;
    private long cleanedAt = System.nanoTime();

    TokenAuthenticator(BearerRepository tokens) {
        this.tokens = tokens;
        this.writer = Loop.start("token-usage", this::writeUses);
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        byte[] hash = Tokens.hash(token);
        ByteBuffer name = ByteBuffer.wrap(hash);
        Optional<Caller> answer = answers.getIfPresent(name);
        if (answer == null) {
            // Outside the cache's own lock: a slow database must not hold up callers whose answer is there.
            long before = forgotten.get();
            answer = (token.startsWith(Tokens.SESSION) ? tokens.findSession(hash) : tokens.findKey(hash))
                    .filter(stored -> MessageDigest.isEqual(stored.hash(), hash))
                    .map(BearerRepository.Stored::caller);
            answers.put(name, answer);
            if (forgotten.get() != before) {
                answers.invalidate(name); // read before somebody revoked, perhaps this one
            }
        }
        return answer;
    }

    @Override
    public void used(Caller caller, String address) {
        if (noted.getIfPresent(caller.credentialId()) == null) {
            noted.put(caller.credentialId(), true);
            used.put(caller.credentialId(), new Use(caller, address));
        }
    }

    /// Asks the database again about these callers, once the transaction of the moment is committed.
    public void forget(Predicate<Caller> whose) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            forgetNow(whose);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forgetNow(whose);
            }
        });
    }

    private void forgetNow(Predicate<Caller> whose) {
        forgotten.incrementAndGet();
        answers.asMap().values().removeIf(caller -> caller.filter(whose).isPresent());
    }

    private Duration writeUses() {
        for (UUID id : used.keySet()) {
            Use use = used.remove(id);
            if (use == null) {
                continue;
            }
            try {
                tokens.touch(use.caller, use.address);
            } catch (RuntimeException e) {
                noted.invalidate(id); // noted again with its next use
                log.debug("use of credential {} not noted: {}", id, e.getMessage());
            }
        }
        if (System.nanoTime() - cleanedAt > CLEANED_EVERY.toNanos()) {
            cleanedAt = System.nanoTime();
            tokens.dropExpiredSessions();
        }
        return WRITTEN_EVERY;
    }

    @PreDestroy
    void stop() {
        writer.close();
    }
}
