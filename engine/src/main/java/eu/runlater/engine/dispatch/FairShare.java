package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import java.util.List;
import java.util.UUID;

/// Sees to it that no organization waits behind another's backlog (G-QUE-3): while there is one, every fourth claim
/// first
/// takes a run or two of each organization that has any, a page of organizations after another, whatever their rank.
/// With
/// a single organization it costs one look at an index. One thread.
final class FairShare {
    private static final int EVERY = 4;
    private static final int PAGE = 64;
    private static final int EACH = 2;
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
        if (claims % EVERY != 0 || limit < 2) {
            return List.of();
        }
        int page = Math.min(PAGE, Math.max(1, limit / 2));
        List<UUID> organizations = statement.organizations(place, page);
        boolean alone = place.equals(START) && organizations.size() <= 1;
        place = organizations.size() < page ? START : organizations.getLast();
        return alone || organizations.isEmpty()
                ? List.of()
                : statement.share(organizations, EACH, Math.max(1, limit / 2), node.id());
    }
}
