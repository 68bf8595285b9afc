package eu.runlater.engine.dispatch;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The attempts this process holds a claim for, from the claim until their outcome is recorded. Any thread.
@Component
class InFlight {
    private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();

    void add(Attempt attempt) {
        attempts.put(attempt.run().claimId(), attempt);
    }

    void remove(UUID claimId) {
        attempts.remove(claimId);
    }

    boolean holds(UUID claimId) {
        return attempts.containsKey(claimId);
    }

    Collection<Attempt> all() {
        return attempts.values();
    }

    int size() {
        return attempts.size();
    }
}
