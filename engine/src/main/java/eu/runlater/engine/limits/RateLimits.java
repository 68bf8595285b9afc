package eu.runlater.engine.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.runtime.Loop;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Counts requests of keys and addresses. The guarantee: over all nodes a subject never gets more than its
/// allowance in a window (plus the free part of each further node, see [Allowance]); it may be refused a
/// little early, by what other nodes have leased and not used: at most 25 requests for each of them, less
/// towards the window's end. While the database is away each node counts for itself. Any thread.
@Component
public class RateLimits {
    private static final int MOST_SUBJECTS = 100_000;
    private static final Duration KEPT = Duration.ofMinutes(65); // longer than the longest window
    private static final Duration FORGOTTEN_EVERY = Duration.ofMinutes(1);

    private record Key(String subject, Allowance allowance) {}

    private final WindowRepository windows;
    private final InstantSource clock;
    private final Cache<Key, Budget> budgets = Caffeine.newBuilder()
            .maximumSize(MOST_SUBJECTS)
            .expireAfterAccess(KEPT)
            .build();
    private final Loop cleaning;

    RateLimits(WindowRepository windows, InstantSource clock) {
        this.windows = windows;
        this.clock = clock;
        this.cleaning = Loop.start("rate-windows", this::forget);
    }

    /// Counts one request against every allowance; it is allowed when all of them allow it. A refused request
    /// is not counted. Empty when there is no allowance, and so no limit.
    public Optional<Standing> take(String subject, List<Allowance> allowances) {
        Standing nearest = null;
        for (int i = 0; i < allowances.size(); i++) {
            Standing standing = budget(subject, allowances.get(i)).take(clock.instant());
            if (!standing.allowed()) {
                allowances
                        .subList(0, i)
                        .forEach(before -> budget(subject, before).giveBack());
                return Optional.of(standing);
            }
            if (nearest == null || standing.remaining() < nearest.remaining()) {
                nearest = standing;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private Budget budget(String subject, Allowance allowance) {
        return budgets.get(new Key(subject, allowance), key -> new Budget(subject, allowance, windows));
    }

    private Duration forget() {
        windows.forget();
        return FORGOTTEN_EVERY;
    }

    @PreDestroy
    void stop() {
        cleaning.close();
    }
}
