package eu.runlater.engine.tasks;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.schedule.Recurrence;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.model.DurationText;
import eu.runlater.model.schedule.CronSchedule;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads and checks the fields that say when a recurring task fires (decisions 7–11). Notes everything that is wrong
/// with the fields, as [DraftReader] does. Any thread.
@Component
class RecurringReader {
    /// How many firings an answer shows (decision 8).
    static final int SHOWN = 5;

    private static final Set<String> OVERLAPS = Set.of("allow", "skip", "queue_one");
    private static final Set<String> MISFIRES = Set.of("run_latest", "run_all", "skip");
    private static final int MAX_EXPRESSION = 255;
    private static final Duration LONGEST = Timing.LONGEST;

    /// Whether the request is about a recurring task at all.
    static boolean asked(Fields fields) {
        return fields.value("cron") != null
                || fields.value("every") != null
                || fields.value("schedule_type") instanceof JsonValue.Text(String type)
                        && (type.equals("cron") || type.equals("every"));
    }

    /// @param anchor where an interval counts from, unless `starts_at` says so
    /// @param before what an edited task had: a window that has ended is refused only when it is new
    Recurring read(Fields fields, Caller caller, Instant now, Instant anchor, @Nullable Recurring before) {
        refuseOtherTimes(fields);
        ZoneId zone = zone(fields);
        String cron = fields.text("cron", MAX_EXPRESSION);
        Duration every = every(fields);
        Instant startsAt = moment(fields, "starts_at");
        Instant endsAt = moment(fields, "ends_at");
        Integer maxRuns = fields.value("max_runs") == null ? null : fields.integer("max_runs", 1, 1_000_000_000, 1);
        Instant from = startsAt != null && every != null ? startsAt.minus(every) : anchor;
        Recurrence recurrence = new Recurrence(
                cron,
                every == null ? null : every.toSeconds(),
                zone.getId(),
                from.truncatedTo(ChronoUnit.MILLIS),
                startsAt,
                endsAt,
                maxRuns);
        if (endsAt != null
                && (before == null || !endsAt.equals(before.recurrence().endsAt()))) {
            checkWindow(fields, startsAt, endsAt, now);
        }
        String overlap = Optional.ofNullable(fields.word("overlap", OVERLAPS)).orElse("allow");
        String misfire = Optional.ofNullable(fields.word("misfire", MISFIRES)).orElse("run_latest");
        boolean enabled = fields.bool("enabled", true);
        return schedule(fields, recurrence)
                .map(schedule -> {
                    checkPlan(fields, Plan.of(caller.plan()), schedule);
                    return new Recurring(
                            recurrence,
                            overlap,
                            misfire,
                            enabled,
                            schedule.shortestGap().toSeconds(),
                            recurrence.upcoming(schedule, now, maxRuns == null ? SHOWN : Math.min(SHOWN, maxRuns)));
                })
                .orElseGet(() -> new Recurring(recurrence, overlap, misfire, enabled, 0, List.of()));
    }

    private static void refuseOtherTimes(Fields fields) {
        boolean cron = fields.value("cron") != null;
        boolean every = fields.value("every") != null;
        if (cron && every) {
            fields.refuse("every", "cannot be given together with cron; a task has one schedule");
        }
        for (String other : List.of("delay", "run_at")) {
            if (fields.value(other) != null) {
                fields.refuse(
                        other,
                        "cannot be given together with " + (cron ? "cron" : "every")
                                + "; use starts_at to begin later");
            }
        }
        if (!cron && !every) {
            fields.refuse("cron", "is required for a recurring task, unless \"every\" is given");
        }
        String type = fields.word("schedule_type", Set.of("cron", "every", "once"));
        if (type != null && !type.equals("once") && !type.equals(cron ? "cron" : "every")) {
            fields.refuse("schedule_type", "is \"" + type + "\", but \"" + (cron ? "cron" : "every") + "\" is given");
        }
        if ("once".equals(type)) {
            fields.refuse("schedule_type", "is \"once\", but a schedule is given; leave schedule_type out");
        }
    }

    private static ZoneId zone(Fields fields) {
        String name = fields.optionalText("timezone", 64);
        try {
            return name == null ? ZoneId.of("UTC") : Schedule.zone(name);
        } catch (ScheduleMistake mistake) {
            fields.refuse("timezone", mistake.getMessage());
            return ZoneOffset.UTC;
        }
    }

    private static @Nullable Duration every(Fields fields) {
        String text = fields.text("every", 32);
        if (text == null) {
            return null;
        }
        Duration every = DurationText.parse(text).orElse(Duration.ZERO);
        if (every.toSeconds() < 1 || every.getNano() != 0 || every.compareTo(LONGEST) > 0) {
            fields.refuse(
                    "every",
                    "must be a text such as \"30s\", \"15m\", \"6h\", \"1d\" or \"2w\", from one second to ten years, not \""
                            + text + "\"");
            return null;
        }
        return every;
    }

    private static @Nullable Instant moment(Fields fields, String name) {
        String text = fields.text(name, 64);
        if (text == null) {
            return null;
        }
        return Timing.parse(text).orElseGet(() -> {
            fields.refuse(name, "must be an ISO 8601 moment with Z or an offset, such as \"2026-05-04T09:30:00Z\"");
            return null;
        });
    }

    private static void checkWindow(Fields fields, @Nullable Instant startsAt, Instant endsAt, Instant now) {
        if (startsAt != null && !endsAt.isAfter(startsAt)) {
            fields.refuse("ends_at", "must be after starts_at");
        } else if (!endsAt.isAfter(now)) {
            fields.refuse("ends_at", "must be in the future");
        }
    }

    private static Optional<Schedule> schedule(Fields fields, Recurrence recurrence) {
        if (recurrence.cron() == null && recurrence.everySeconds() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(recurrence.schedule());
        } catch (ScheduleMistake mistake) {
            fields.refuse("cron", mistake.getMessage());
            return Optional.empty();
        }
    }

    /// The gap counts, not the spelling (behaviour §5).
    private static void checkPlan(Fields fields, Plan plan, Schedule schedule) {
        long shortest = plan.shortestIntervalSeconds();
        if (schedule.shortestGap().toSeconds() < shortest) {
            String field = schedule instanceof CronSchedule ? "cron" : "every";
            fields.refuse(
                    field,
                    "fires every " + DurationText.of(schedule.shortestGap()) + " at the shortest; the plan "
                            + plan.word() + " allows every " + DurationText.of(Duration.ofSeconds(shortest)));
        }
    }
}
