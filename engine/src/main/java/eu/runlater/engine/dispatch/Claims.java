package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.dispatch.ClaimStatement.Bound;
import eu.runlater.engine.storage.ArrayParameters;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Claims with a memory: after a claim nothing ready lies before its last row in that rank, so that the next one
/// starts there and does not walk the dead rows of the last minutes (36 ms against 1.3 ms behind 200,000 of them,
/// architecture §3). Rows that arrive below a remembered bound (a retry handed back, a commit that took long) are
/// found by a claim without bounds; that one is made as often as twenty times its own cost allows, so that it
/// never takes more than a twentieth of the time. One thread.
@Component
class Claims {
    private static final long OFTEN = Duration.ofMillis(20).toNanos();
    private static final long SELDOM = Duration.ofSeconds(1).toNanos();
    private static final int COST_FACTOR = 20;

    private final ClaimStatement statement;
    private final NodeIdentity node;
    private final Map<Integer, Bound> bounds = new HashMap<>();
    private final FairShare share;
    private long nextFull = System.nanoTime();
    private boolean exhaustive;
    private boolean backlogged;

    Claims(ClaimStatement statement, NodeIdentity node) {
        this.statement = statement;
        this.node = node;
        this.share = new FairShare(statement, node);
    }

    /// Claims at most `limit` due runs.
    List<ClaimedRun> take(int limit) {
        long start = System.nanoTime();
        boolean full = bounds.isEmpty() || start >= nextFull;
        if (full) {
            bounds.clear();
            for (int rank : statement.ranks()) {
                bounds.put(rank, new Bound(rank, 0, Bound.LOWEST));
            }
        }
        List<ClaimedRun> shared = backlogged && !bounds.isEmpty() ? share.take(limit) : List.of();
        int left = limit - shared.size();
        List<ClaimedRun> claimed = bounds.isEmpty() || left == 0
                ? List.of()
                : statement.claim(List.copyOf(bounds.values()), left, node.id());
        for (ClaimedRun run : claimed) {
            Bound bound = new Bound(run.rank(), ArrayParameters.micros(run.dueAt()), run.id());
            bounds.merge(run.rank(), bound, Claims::later);
        }
        exhaustive = full && claimed.size() < left;
        backlogged = claimed.size() == left;
        if (full) {
            long end = System.nanoTime();
            nextFull = end + Math.clamp((end - start) * COST_FACTOR, OFTEN, SELDOM);
        }
        return shared.isEmpty()
                ? claimed
                : Stream.concat(shared.stream(), claimed.stream()).toList();
    }

    /// Whether the last claim has seen everything there was and left nothing due behind.
    boolean exhaustive() {
        return exhaustive;
    }

    /// Makes the next claim look everywhere: something was added that the bounds know nothing of.
    void forgetBounds() {
        nextFull = System.nanoTime();
    }

    /// How long until something is due, at most `limit`.
    Duration untilNext(Duration limit) {
        if (bounds.isEmpty()) {
            return limit;
        }
        long millis = statement.millisToNext(List.copyOf(bounds.keySet())).orElse(Long.MAX_VALUE);
        return millis > limit.toMillis() ? limit : Duration.ofMillis(millis);
    }

    private static Bound later(Bound a, Bound b) {
        int byDue = Long.compare(a.dueMicros(), b.dueMicros());
        return byDue > 0 || byDue == 0 && a.id().compareTo(b.id()) > 0 ? a : b;
    }
}
