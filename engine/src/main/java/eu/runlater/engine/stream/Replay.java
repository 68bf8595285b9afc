package eu.runlater.engine.stream;

import eu.runlater.engine.stream.EventTail.Mark;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// What a returning client has missed, from the log. Any thread; a few at a time, so that a thousand clients coming
/// back at once do not take the database from everyone else.
@Component
class Replay {
    /// Beyond this, reading lists anew is cheaper for both sides than hearing all of it.
    private static final int MOST_ROWS = 1_000;

    private static final int PAGE = 100;

    private final EventLog events;
    private final Semaphore few = new Semaphore(4, true);

    Replay(EventLog events) {
        this.events = events;
    }

    /// The messages after an id; empty when that cannot be told any more, and the client has to ask for everything
    /// anew.
    ///
    /// @param after the last id the client has seen
    /// @param until where the tail is: it tells the rest
    Optional<List<Frame>> between(Channel.Key channel, long after, Mark until) {
        few.acquireUninterruptibly();
        try {
            if (!reaches(after, until.highest())) {
                return Optional.empty();
            }
            Pending missed = new Pending(channel.task());
            long from = after;
            for (int rows = 0; rows < MOST_ROWS; rows += PAGE) {
                List<LogRow> page = events.ofOrganization(channel.organizationId(), from, until.highest(), PAGE);
                page.forEach(missed::add);
                if (page.size() < PAGE) {
                    return Optional.of(missed.take(Integer.MAX_VALUE, until.complete()));
                }
                from = page.getLast().id();
            }
            return Optional.empty();
        } finally {
            few.release();
        }
    }

    /// Whether everything after the id is still there. An id from ahead of us is one that another node was quicker to
    /// read, or belongs to a log that is no more.
    private boolean reaches(long after, long highest) {
        if (after >= highest) {
            return after == highest || after <= events.lastGiven();
        }
        Long oldest = events.oldest();
        return oldest != null && after >= oldest - 1;
    }
}
