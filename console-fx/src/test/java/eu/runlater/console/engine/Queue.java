package eu.runlater.console.engine;

import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.QueueView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes queues as an engine would report them.
public final class Queue {
    private final String name;
    private int places = 1;
    private @Nullable String rate;
    private boolean ordered;
    private long waiting;
    private long due;
    private @Nullable Instant oldest;
    private @Nullable String blockedBy;
    private @Nullable Instant nextStart;
    private long done;
    private @Nullable String pausedBy;
    private @Nullable String pausedReason;
    private @Nullable Instant pausedAt;
    private List<ExecutionSummary> running = List.of();
    private List<ExecutionSummary> next = List.of();
    private final List<QueueView.Feeder> feeders = new ArrayList<>();

    private Queue(String name) {
        this.name = name;
    }

    public static Queue named(String name) {
        return new Queue(name);
    }

    public Queue places(int most) {
        places = most;
        return this;
    }

    public Queue rate(String limit) {
        rate = limit;
        return this;
    }

    public Queue inOrder() {
        ordered = true;
        return this;
    }

    public Queue running(ExecutionSummary... runs) {
        running = List.of(runs);
        return this;
    }

    /// @param runs the first in line
    public Queue waiting(long count, Instant since, ExecutionSummary... runs) {
        waiting = count;
        due = count;
        oldest = since;
        next = List.of(runs);
        return this;
    }

    public Queue blocked(String by, @Nullable Instant until) {
        blockedBy = by;
        nextStart = until;
        return this;
    }

    public Queue done(long lastHour) {
        done = lastHour;
        return this;
    }

    public Queue paused(String by, String reason, Instant at) {
        pausedBy = by;
        pausedReason = reason;
        pausedAt = at;
        blockedBy = "paused";
        return this;
    }

    public Queue fedBy(String task, @Nullable Instant nextRun) {
        feeders.add(new QueueView.Feeder(UUID.nameUUIDFromBytes(task.getBytes()), task, nextRun));
        return this;
    }

    public QueueView view() {
        return new QueueView(
                name,
                pausedBy != null,
                pausedReason,
                pausedBy,
                pausedAt,
                places,
                rate,
                ordered,
                null,
                1,
                running.size(),
                waiting,
                due,
                oldest,
                blockedBy,
                nextStart,
                done,
                running,
                next,
                feeders);
    }
}
