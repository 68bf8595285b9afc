package eu.runlater.engine.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.credentials.Credential.Kind;
import eu.runlater.engine.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Access tokens of OAuth credentials: fetched once for all threads and nodes, renewed before they expire while the old
/// one goes on serving, dropped when a target refuses one. A token is fetched on a thread of its own, so that an
/// attempt
/// with little time left neither cuts the fetch short nor repeats it. Any thread.
@Component
class OAuthTokens {
    private static final Logger log = LoggerFactory.getLogger(OAuthTokens.class);
    private static final Duration SEEN = Duration.ofSeconds(3); // how long another node's refusal may go unnoticed
    private static final Duration FETCH = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MOST = 2_000;

    /// @param generation rises with every token of a credential
    /// @param refreshAt from when on the next one is fetched
    record Token(Secret value, long generation, Instant refreshAt, Instant expiresAt) {}

    sealed interface Answer {
        record Held(Token token) implements Answer {}

        /// @param why one sentence without secrets
        record Failed(String why) implements Answer {}
    }

    private record Key(UUID credentialId, int version) {}

    private record Failure(Answer.Failed answer, long atNanos) {}

    private final TokenRepository repository;
    private final TokenRequest request;
    private final InstantSource clock;
    private final Cache<Key, Token> seen =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(SEEN).build();
    private final Cache<Key, Failure> failures =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(SEEN).build();
    private final ConcurrentMap<Key, CompletableFuture<Answer>> fetches = new ConcurrentHashMap<>();

    OAuthTokens(TokenRepository repository, TokenRequest request, InstantSource clock) {
        this.repository = repository;
        this.request = request;
        this.clock = clock;
    }

    /// @param limit how long the caller can wait
    Answer token(Credential credential, Kind.OAuth2 oauth, Duration limit) throws InterruptedException {
        Key key = new Key(credential.id(), credential.version());
        Instant now = clock.instant();
        Token held = seen.getIfPresent(key);
        if (held == null) {
            held = repository.find(credential).orElse(null);
            if (held != null) {
                seen.put(key, held);
            }
        }
        if (held != null && now.isBefore(held.refreshAt)) {
            return new Answer.Held(held);
        }
        Failure failure = failures.getIfPresent(key);
        boolean rests = failure != null && System.nanoTime() - failure.atNanos < REST_NANOS;
        if (held != null && now.isBefore(held.expiresAt)) {
            if (!rests) {
                fetch(key, credential, oauth);
            }
            return new Answer.Held(held);
        }
        return rests && failure != null ? failure.answer : await(fetch(key, credential, oauth), limit);
    }

    /// A target refused a token: if it is still the one that is held, it is not used again.
    void refused(Credential credential, Predicate<Token> shown) {
        Key key = new Key(credential.id(), credential.version());
        Token held = seen.getIfPresent(key);
        if (held == null) {
            held = repository.find(credential).orElse(null);
        }
        if (held != null && shown.test(held)) {
            repository.drop(credential, held.generation);
            seen.invalidate(key);
        }
    }

    private static Answer await(CompletableFuture<Answer> fetch, Duration limit) throws InterruptedException {
        try {
            return fetch.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return new Answer.Failed("no token came within the task's " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the fetch of a token broke", e.getCause());
        }
    }

    private CompletableFuture<Answer> fetch(Key key, Credential credential, Kind.OAuth2 oauth) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> running = fetches.putIfAbsent(key, mine);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("token").start(() -> {
            Answer answer;
            try {
                answer = fetched(credential, oauth);
            } catch (Throwable e) {
                // The boundary of the fetch: those who wait must hear of it, whatever it was.
                log.atError()
                        .setCause(e)
                        .addKeyValue("credential", credential.id())
                        .log("fetching a token broke");
                answer = new Answer.Failed(
                        "the engine failed to fetch a token: " + e.getClass().getSimpleName());
            }
            switch (answer) {
                case Answer.Held(Token token) -> seen.put(key, token);
                case Answer.Failed failed -> failures.put(key, new Failure(failed, System.nanoTime()));
            }
            fetches.remove(key);
            mine.complete(answer);
        });
        return mine;
    }

    private Answer fetched(Credential credential, Kind.OAuth2 oauth) throws InterruptedException {
        long end = System.nanoTime() + LEASE.toNanos();
        while (System.nanoTime() < end) {
            Token found = repository.find(credential).orElse(null);
            if (found != null && clock.instant().isBefore(found.refreshAt)) {
                return new Answer.Held(found); // by another node, meanwhile
            }
            if (repository.takeLease(credential, LEASE)) {
                return fetchedHere(credential, oauth, found);
            }
            if (found != null) {
                return new Answer.Held(found); // another node is at it, and the old one still serves
            }
            Thread.sleep(LOOK);
        }
        return new Answer.Failed("another node did not get a token either");
    }

    private Answer fetchedHere(Credential credential, Kind.OAuth2 oauth, @Nullable Token old) {
        boolean stored = false;
        try {
            // Between the look and the lease another node may have finished.
            Token newer = repository.find(credential).orElse(null);
            if (newer != null && clock.instant().isBefore(newer.refreshAt)) {
                return new Answer.Held(newer);
            }
            switch (request.send(oauth, FETCH)) {
                case TokenRequest.Result.Issued(String token, Duration lifetime) -> {
                    Instant now = clock.instant();
                    Optional<Token> kept =
                            repository.store(credential, token, refreshAt(now, lifetime), now.plus(lifetime));
                    stored = true;
                    return kept.<Answer>map(Answer.Held::new)
                            .orElseGet(() -> new Answer.Failed("it was deleted meanwhile"));
                }
                case TokenRequest.Result.Failed(String why) -> {
                    log.atWarn()
                            .addKeyValue("credential", credential.id())
                            .addKeyValue("organization", credential.organizationId())
                            .log("no token: {}", why);
                    return old != null && clock.instant().isBefore(old.expiresAt)
                            ? new Answer.Held(old)
                            : new Answer.Failed(why);
                }
            }
        } finally {
            if (!stored) {
                repository.giveBack(credential);
            }
        }
    }

    /// A minute before its end, or when four fifths of a short life are over.
    static Instant refreshAt(Instant now, Duration lifetime) {
        Duration margin = lifetime.dividedBy(5);
        Duration most = Duration.ofMinutes(1);
        return now.plus(lifetime).minus(margin.compareTo(most) > 0 ? most : margin);
    }
}
