package eu.runlater.engine.schedule;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.schedule.Advance.Firing;
import eu.runlater.engine.schedule.Advance.Outcome;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides what becomes of a due task's firings: which are run, which were missed (G-CRN-4, decision 11), which are
/// skipped because an earlier run still goes on (decision 10) or the plan does not allow them. The work is bounded,
/// however long the task was not looked at: what lies far back is counted, not walked. Pure but for new ids.
@Component
class FiringPolicy {
    /// Firings of tasks whose runs may overlap are planned so far ahead, so that their runs are there in time.
    static final Duration LOOK_AHEAD = Duration.ofSeconds(10);
    /// A firing no older than this is not a missed one: the tick was a little late, that is all.
    static final Duration TOLERANCE = Duration.ofSeconds(10);

    private static final Duration LEAST_GRACE = Duration.ofSeconds(30);
    private static final Duration MOST_GRACE = Duration.ofHours(1);
    /// Missed firings that get a row each; those before them share one (G-CRN-4).
    private static final int LISTED = 100;
    /// Firings that `misfire: run_all` makes up for at most (decision 11).
    private static final int MADE_UP = 100;

    private static final int PER_TICK = 100;

    private final Ids ids;

    FiringPolicy(Ids ids) {
        this.ids = ids;
    }

    /// When the leader has to look at a task whose next firing is at a moment.
    static Instant tickAt(Instant nextRunAt, boolean mayOverlap) {
        return mayOverlap ? nextRunAt.minus(LOOK_AHEAD) : nextRunAt;
    }

    /// @param overLimit whether the organization has used up its month
    Advance advance(DueTask task, Instant now, boolean overLimit) {
        Schedule schedule;
        try {
            schedule = task.recurrence().schedule();
        } catch (ScheduleMistake | RuntimeException e) {
            return new Advance(task, null, null, List.of(), String.valueOf(e.getMessage()));
        }
        Instant horizon = task.mayOverlap() ? now.plus(LOOK_AHEAD) : now;
        if (task.nextRunAt().isAfter(horizon)) {
            return onwards(task, task.nextRunAt(), List.of());
        }
        Collected collected = new Collected(task, now, overLimit);
        Instant boundary = now.minus(TOLERANCE);
        if (task.nextRunAt().isBefore(boundary)) {
            collected.overdue(schedule, task.nextRunAt(), task.recurrence().untilWindow(boundary));
        }
        Instant from = task.nextRunAt().isBefore(boundary) ? boundary : task.nextRunAt();
        List<Instant> regular = schedule.first(from, task.recurrence().untilWindow(horizon.plusNanos(1)), PER_TICK);
        regular.forEach(at -> collected.fire(at, at, false));
        Instant reached = regular.size() == PER_TICK ? regular.getLast() : horizon;
        Instant next = collected.exhausted()
                ? null
                : task.recurrence().next(schedule, reached).orElse(null);
        return onwards(task, next, collected.firings);
    }

    private static Advance onwards(DueTask task, @Nullable Instant next, List<Firing> firings) {
        return new Advance(task, next, next == null ? null : tickAt(next, task.mayOverlap()), firings, null);
    }

    /// Half the interval, at least 30 s, at most an hour (behaviour §6).
    static Duration grace(long intervalSeconds) {
        Duration half = Duration.ofMillis(intervalSeconds * 500);
        return half.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : half.compareTo(MOST_GRACE) > 0 ? MOST_GRACE : half;
    }

    /// The firings of one task as they are decided, in order.
    private final class Collected {
        final List<Firing> firings = new ArrayList<>();
        private final DueTask task;
        private final Instant now;
        private final boolean overLimit;
        private final boolean tooOften;
        private boolean busy;
        private boolean holding;
        private int runs;

        Collected(DueTask task, Instant now, boolean overLimit) {
            this.task = task;
            this.now = now;
            this.overLimit = overLimit;
            this.tooOften = task.intervalSeconds() < Plan.of(task.plan()).shortestIntervalSeconds();
            this.busy = task.busy();
            this.holding = task.holding();
        }

        boolean exhausted() {
            Integer most = task.recurrence().maxRuns();
            return most != null && task.runsPlanned() + runs >= most;
        }

        /// Everything planned in `[from, until)`, all of it too long ago to be called on time.
        void overdue(Schedule schedule, Instant from, Instant until) {
            if (!from.isBefore(until)) {
                return;
            }
            int wanted = switch (task.misfire()) {
                case "run_all" -> MADE_UP;
                case "skip" -> 0;
                default -> 1;
            };
            List<Instant> newest = schedule.last(from, until, wanted + LISTED);
            List<Instant> runnable = new ArrayList<>();
            if (!overLimit && !tooOften) {
                newest.subList(Math.max(0, newest.size() - wanted), newest.size()).stream()
                        .filter(at -> !task.misfire().equals("run_latest")
                                || Duration.between(at, now).compareTo(grace(task.intervalSeconds())) < 0)
                        .forEach(runnable::add);
            }
            List<Instant> missed = newest.subList(0, newest.size() - runnable.size());
            // What is older than the history is kept would be unreadable at once.
            Instant kept = now.minus(Duration.ofDays(task.retentionDays()));
            List<Instant> listed = missed.subList(Math.max(0, missed.size() - LISTED), missed.size()).stream()
                    .filter(at -> !at.isBefore(kept))
                    .toList();
            Instant stretchEnd =
                    !listed.isEmpty() ? listed.getFirst() : !runnable.isEmpty() ? runnable.getFirst() : until;
            long before = schedule.count(from, stretchEnd);
            if (before > 0) {
                Instant last = schedule.last(from, stretchEnd, 1).getFirst();
                add(last, Outcome.MISSED, null, (int) Math.min(Integer.MAX_VALUE, before), from);
            }
            listed.forEach(at -> add(at, Outcome.MISSED, null, 1, null));
            runnable.forEach(at -> fire(at, now, true));
        }

        /// A firing that is due, or nearly.
        void fire(Instant at, Instant dueAt, boolean caughtUp) {
            if (exhausted()) {
                return;
            }
            if (tooOften) {
                add(at, Outcome.SKIPPED, "plan_limit", 1, null);
            } else if (overLimit) {
                add(at, Outcome.SKIPPED, "monthly_limit", 1, null);
            } else if (task.mayOverlap() || !busy) {
                busy = true;
                run(at, dueAt, false, caughtUp);
            } else if (task.overlap().equals("queue_one") && !holding) {
                holding = true;
                run(at, dueAt, true, caughtUp);
            } else {
                add(at, Outcome.SKIPPED, "overlap", 1, null);
            }
        }

        private void run(Instant at, Instant dueAt, boolean held, boolean caughtUp) {
            runs++;
            firings.add(new Firing(at, Outcome.RUN, dueAt, held, null, ids.next(), ids.next(), 1, null, caughtUp));
        }

        private void add(
                Instant at, Outcome outcome, @Nullable String reason, int count, @Nullable Instant coversFrom) {
            firings.add(new Firing(at, outcome, at, false, reason, ids.next(), ids.next(), count, coversFrom, false));
        }
    }
}
