package eu.runlater.engine.schedule;

import eu.runlater.model.CronPreview;
import eu.runlater.model.CronPreview.Firing;
import eu.runlater.model.CronPreview.Note;
import eu.runlater.model.schedule.CronSchedule;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import eu.runlater.model.schedule.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows what a schedule will do: the next firings, and what the clock changes within a year do to it. Pure.
final class Previews {
    private static final Duration YEAR = Duration.ofDays(366);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final int SHOWN_OF_CHANGE = 4;

    private Previews() {}

    static CronPreview invalid(String field, String error, String timezone) {
        return new CronPreview(false, error, field, null, timezone, List.of(), List.of(), null, null);
    }

    static CronPreview of(Schedule schedule, ZoneId zone, Instant from, int count) {
        List<Instant> next = new ArrayList<>();
        Optional<Instant> at = schedule.next(from);
        while (at.isPresent() && next.size() < count) {
            next.add(at.get());
            at = schedule.next(at.get());
        }
        List<Note> notes = new ArrayList<>();
        Map<Instant, Integer> noted = new HashMap<>();
        List<Instant> extra = new ArrayList<>();
        if (schedule instanceof CronSchedule cron) {
            Instant end = from.plus(YEAR);
            ZoneOffsetTransition change = zone.getRules().nextTransition(from);
            while (change != null && change.getInstant().isBefore(end)) {
                note(cron, zone, change, notes, noted, extra);
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
        List<Firing> firings = new ArrayList<>();
        next.forEach(firing -> firings.add(firing(firing, zone, noted.get(firing), false)));
        Instant last = next.isEmpty() ? from : next.getLast();
        extra.stream()
                .filter(firing -> firing.isAfter(last))
                .forEach(firing -> firings.add(firing(firing, zone, noted.get(firing), true)));
        return new CronPreview(
                true,
                null,
                null,
                Sentence.of(schedule).orElse(null),
                zone.getId(),
                firings,
                notes,
                schedule.count(from, from.plus(Duration.ofDays(7))),
                schedule.shortestGap().toSeconds());
    }

    private static Firing firing(Instant at, ZoneId zone, @Nullable Integer note, boolean extra) {
        return new Firing(at, LOCAL.format(at.atZone(zone)), note, extra);
    }

    /// What a clock change does to the firings near it, if it touches them.
    private static void note(
            CronSchedule cron,
            ZoneId zone,
            ZoneOffsetTransition change,
            List<Note> notes,
            Map<Instant, Integer> noted,
            List<Instant> extra) {
        Duration length = change.getDuration().abs();
        LocalDateTime first = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime last = first.plus(length);
        // What the wall clock would show there without zones tells whether the schedule has anything at that time.
        Schedule plain = plain(cron);
        List<Instant> inside = plain.first(first.toInstant(ZoneOffset.UTC), last.toInstant(ZoneOffset.UTC), 1_000);
        if (inside.isEmpty()) {
            return;
        }
        String times = inside.size() == 1
                ? CLOCK.format(LocalDateTime.ofInstant(inside.getFirst(), ZoneOffset.UTC))
                : CLOCK.format(first) + "–" + CLOCK.format(last);
        String day = DAY.format(change.getDateTimeBefore());
        String text;
        if (change.isGap()) {
            text = cron.realTime()
                    ? times + " does not exist on " + day + ": nothing fires then"
                    : times + " does not exist on " + day + ": fires once at " + CLOCK.format(change.getDateTimeAfter())
                            + ", the end of the gap";
        } else {
            text = cron.realTime()
                    ? times + " happens twice on " + day + ": fires both times"
                    : times + " happens twice on " + day + ": fires the first time only";
        }
        int index = notes.size();
        notes.add(new Note(change.getInstant(), text));
        Instant from = change.getInstant().minus(change.isGap() ? Duration.ZERO : length);
        Instant until = change.getInstant().plus(change.isGap() ? Duration.ofSeconds(1) : length);
        List<Instant> near = cron.first(from, until, SHOWN_OF_CHANGE);
        near.forEach(at -> noted.put(at, index));
        extra.addAll(near);
    }

    private static Schedule plain(CronSchedule cron) {
        try {
            return Schedule.cron(cron.expression(), ZoneOffset.UTC);
        } catch (ScheduleMistake e) {
            throw new IllegalStateException("an expression that was read cannot be read again", e);
        }
    }
}
