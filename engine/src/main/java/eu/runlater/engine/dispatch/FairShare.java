package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.dispatch.ClaimStatement.Waiting;
import java.util.List;
import java.util.UUID;

/// Sees to it that no organization waits behind another's backlog (G-QUE-3): while there is one, every fourth claim
/// first takes a run or two of each organization that has due ones, a page of organizations after another, whatever
/// their rank, down to one of one organization when a single worker is free. With a single organization it costs one
/// look at an index. One thread.
final class FairShare {
    private static final int EVERY = 4;
    private static final int PAGE = 64;
    private static final int EACH = 2;
    /// Organizations looked at for a page: those whose runs are all due later cost a step each.
    private static final int STEPS = 500;

    private static final UUID START = new UUID(0, 0);

    private final ClaimStatement statement;
    private final NodeIdentity node;
    private UUID place = START;
    private int claims;

    FairShare(ClaimStatement statement, NodeIdentity node) {
        this.statement = statement;
        this.node = node;
    }

    /// Claims of as many organizations as half of `limit` allows; most often none.
    List<ClaimedRun> take(int limit) {
        claims++;
        if (claims % EVERY != 0 || limit < 1) {
            return List.of();
        }
        int share = Math.max(1, limit / 2);
        // Everyone on the page gets its part: the place moves behind all of them.
        int page = Math.clamp(share / EACH, 1, PAGE);
        List<Waiting> seen = statement.organizations(place, page, STEPS);
        List<UUID> due =
                seen.stream().filter(Waiting::due).map(Waiting::organizationId).toList();
        boolean toTheEnd = due.size() < page && seen.size() < STEPS;
        boolean alone = place.equals(START) && toTheEnd && seen.size() <= 1;
        place = toTheEnd ? START : seen.getLast().organizationId();
        return alone || due.isEmpty() ? List.of() : statement.share(due, Math.min(EACH, share), share, node.id());
    }
}
