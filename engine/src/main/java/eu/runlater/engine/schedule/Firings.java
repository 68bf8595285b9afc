package eu.runlater.engine.schedule;

import eu.runlater.engine.schedule.FiringRepository.Period;
import eu.runlater.engine.schedule.FiringRepository.Row;
import eu.runlater.engine.schedule.FiringRepository.Task;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.model.FiringView;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Answers what became of each expected firing: from the ledger where the leader wrote it down, from the schedule's
/// history where there was nothing to write (the task was disabled, or outside its window), and from the schedule for
/// those still to come. Any thread.
@Service
class Firings {
    static final int LIMIT = 1_000;
    /// A start within a second of the plan is on time (G-CRN-3).
    private static final Duration ON_TIME = Duration.ofSeconds(1);

    private final FiringRepository repository;
    private final InstantSource clock;

    Firings(FiringRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /// A page of the ledger.
    ///
    /// @param nextFrom where the next page begins; absent when this is the last
    record Page(
            List<FiringView> data,
            boolean hasMore,
            @Nullable Instant nextFrom) {}

    /// Firings planned in `[from, until)`, in order.
    Page of(UUID organizationId, UUID taskId, Instant from, Instant until) {
        Task task = repository.task(organizationId, taskId).orElseThrow(() -> ApiProblem.notFound("recurring task"));
        Instant now = clock.instant();
        List<FiringView> found = new ArrayList<>();
        for (Row row : repository.rows(organizationId, taskId, from, until, LIMIT + 1)) {
            found.add(view(row, now));
        }
        for (Period period : repository.periods(taskId, from, until)) {
            addUnwritten(found, period, max(from, period.from()), min(until, min(now, end(period, until))));
        }
        addUpcoming(found, task, max(from, now), until);
        found.sort(Comparator.comparing(FiringView::scheduledFor));
        if (found.size() <= LIMIT) {
            return new Page(found, false, null);
        }
        return new Page(found.subList(0, LIMIT), true, found.get(LIMIT).scheduledFor());
    }

    private static Instant end(Period period, Instant fallback) {
        Instant end = period.until();
        return end == null ? fallback : end;
    }

    private FiringView view(Row row, Instant now) {
        Instant started = row.startedAt();
        if (row.outcome().equals("missed")) {
            Instant first = row.coversFrom() == null ? row.scheduledFor() : row.coversFrom();
            return new FiringView(
                    first,
                    row.coversUntil(),
                    row.firings(),
                    "missed",
                    null,
                    row.firings() == 1
                            ? "No engine was there to run it, and it was too old when one was."
                            : row.firings() + " firings were missed while no engine was there.",
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        if (row.outcome().equals("skipped")) {
            return skipped(row.scheduledFor(), String.valueOf(row.reason()), null);
        }
        Long delay = started == null
                ? null
                : Duration.between(row.scheduledFor(), started).toMillis();
        String state = delay != null
                ? (delay <= ON_TIME.toMillis() ? "on_time" : "late")
                : row.scheduledFor().isAfter(now) ? "upcoming" : "waiting";
        String message = switch (state) {
            case "late" -> "Started " + seconds(delay == null ? 0 : delay) + " after its time.";
            case "waiting" ->
                "pending".equals(row.status())
                        ? "Its run has not started; GET /api/v1/executions/" + row.executionId()
                                + " says what it waits for."
                        : "Its run ended without a call: " + row.status() + ".";
            default -> null;
        };
        return new FiringView(
                row.scheduledFor(),
                null,
                1,
                state,
                null,
                message,
                row.runId(),
                row.executionId(),
                started,
                delay,
                row.status());
    }

    private static String seconds(long millis) {
        return millis < 10_000 ? millis / 1000 + "." + millis % 1000 / 100 + " s" : millis / 1000 + " s";
    }

    private static FiringView skipped(Instant at, String reason, @Nullable String why) {
        String message = switch (reason) {
            case "disabled" -> "The task was disabled" + (why == null ? "." : ": " + why);
            case "overlap" ->
                "The run before it was still going on, and the task's overlap rule says not to run beside it.";
            case "plan_limit" -> "The organization's plan does not allow firings so close together.";
            case "monthly_limit" -> "The organization had used up its executions of the month.";
            case "outside_window" -> "It lies before starts_at or after ends_at.";
            default -> reason;
        };
        return new FiringView(at, null, 1, "skipped", reason, message, null, null, null, null, null);
    }

    /// Firings that were expected by the clock alone, in a time in which the task did not fire.
    private static void addUnwritten(List<FiringView> found, Period period, Instant from, Instant until) {
        if (!from.isBefore(until)) {
            return;
        }
        try {
            Schedule schedule = period.recurrence().schedule();
            if (!period.enabled()) {
                schedule.first(from, until, LIMIT + 1)
                        .forEach(at -> found.add(skipped(at, "disabled", period.reason())));
                return;
            }
            Instant starts = period.recurrence().startsAt();
            Instant ends = period.recurrence().endsAt();
            if (starts != null) {
                schedule.first(from, min(until, starts), LIMIT + 1)
                        .forEach(at -> found.add(skipped(at, "outside_window", null)));
            }
            if (ends != null) {
                schedule.first(max(from, ends.plusNanos(1)), until, LIMIT + 1)
                        .forEach(at -> found.add(skipped(at, "outside_window", null)));
            }
        } catch (ScheduleMistake _) {
            // A schedule that cannot be read any more expects nothing; schedule_error says so.
        }
    }

    private void addUpcoming(List<FiringView> found, Task task, Instant from, Instant until) {
        Instant next = task.nextRunAt();
        if (!task.enabled() || next == null || !from.isBefore(until)) {
            return;
        }
        try {
            Schedule schedule = task.recurrence().schedule();
            Integer left = task.runsLeft();
            int most = left == null ? LIMIT + 1 : Math.min(LIMIT + 1, left);
            List<Instant> planned = found.stream().map(FiringView::scheduledFor).toList();
            schedule.first(max(from, next), task.recurrence().untilWindow(until), most).stream()
                    .filter(at -> !planned.contains(at))
                    .map(at -> new FiringView(at, null, 1, "upcoming", null, null, null, null, null, null, null))
                    .forEach(found::add);
        } catch (ScheduleMistake _) {
            // as above
        }
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
