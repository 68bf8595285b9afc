package eu.runlater.engine.stream;

import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.web.Authenticator;
import eu.runlater.engine.web.Caller;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Looks after the open streams once a second: heartbeats, readers that are stuck, keys that are no longer good
/// (G-KEY-2: the authenticator's memory of 4 s and this second are the 5 s). At a stop it sends everyone away with a
/// hint when to come back, before the server waits for open requests to end (G-NOD-2).
@Component
class StreamKeeper {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    // Spread, so that the clients of a node do not all arrive at the others in the same instant.
    private static final long RETRY_MIN_MILLIS = 200;
    private static final long RETRY_MAX_MILLIS = 2_000;

    private final StreamHub hub;
    private final EventTail tail;
    private final Authenticator authenticator;
    private final Loop loop;
    private volatile boolean closing;

    StreamKeeper(StreamHub hub, EventTail tail, Authenticator authenticator) {
        this.hub = hub;
        this.tail = tail;
        this.authenticator = authenticator;
        this.loop = Loop.start("stream-keeper", this::tick);
    }

    boolean closing() {
        return closing;
    }

    private Duration tick() {
        if (hub.isEmpty()) {
            return PAUSE;
        }
        long id = tail.complete();
        Map<String, Boolean> good = new HashMap<>();
        for (Subscription subscription : hub.open()) {
            if (good.computeIfAbsent(subscription.token(), token -> stillGood(token, subscription.caller()))) {
                subscription.tend(id);
            } else {
                subscription.end();
            }
        }
        return PAUSE;
    }

    private boolean stillGood(String token, Caller then) {
        try {
            Optional<Caller> now = authenticator.authenticate(token);
            return now.isPresent()
                    && now.get().organizationId().equals(then.organizationId())
                    && now.get().scope() != Caller.Scope.ENQUEUE;
        } catch (DataAccessException e) {
            return true; // not known; asked again in a second
        }
    }

    @EventListener(ContextClosedEvent.class)
    void sendAway() {
        closing = true;
        for (Subscription subscription : hub.open()) {
            long retry = ThreadLocalRandom.current().nextLong(RETRY_MIN_MILLIS, RETRY_MAX_MILLIS);
            subscription.finish(Frame.retry("this node stops", retry));
        }
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}
