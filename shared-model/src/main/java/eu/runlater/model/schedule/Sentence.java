package eu.runlater.model.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says in English what a schedule does, but only for shapes that it states exactly; for others there is no sentence,
/// and the list of firings has to do.
public final class Sentence {
    private static final int ALL_HOURS = (1 << 24) - 1;
    private static final int ALL_DAYS = -2; // bits 1–31
    private static final int ALL_MONTHS = 0x1FFE;
    private static final int ALL_WEEKDAYS = 0x7F;
    private static final int FEW = 5;
    private static final String[] NTH = {"first", "second", "third", "fourth", "fifth"};

    private Sentence() {}

    /// The sentence; empty when the schedule has no such shape.
    public static Optional<String> of(Schedule schedule) {
        return switch (schedule) {
            case EverySchedule every -> Optional.of(every(every.interval()));
            case CronSchedule cron -> cron(cron.fields());
        };
    }

    private static String every(Duration interval) {
        long seconds = interval.toSeconds();
        return seconds % 604_800 == 0
                ? each(seconds / 604_800, "week")
                : seconds % 86_400 == 0
                        ? each(seconds / 86_400, "day")
                        : seconds % 3_600 == 0
                                ? each(seconds / 3_600, "hour")
                                : seconds % 60 == 0 ? each(seconds / 60, "minute") : each(seconds, "second");
    }

    private static String each(long amount, String unit) {
        return amount == 1 ? "Every " + unit : "Every " + amount + " " + unit + "s";
    }

    private static Optional<String> cron(CronFields fields) {
        Optional<String> time = time(fields);
        Optional<String> day = day(fields);
        Optional<String> month = month(fields.months());
        if (time.isEmpty() || day.isEmpty() || month.isEmpty()) {
            return Optional.empty();
        }
        String when = day.get() + month.get();
        boolean daily = when.isEmpty();
        boolean at = time.get().startsWith("At ") && !time.get().endsWith("hour");
        return Optional.of(time.get() + (daily ? (at ? " every day" : "") : when));
    }

    private static Optional<String> time(CronFields fields) {
        if (fields.withSeconds() && fields.seconds() != 1) {
            return fields.minutes() == (1L << 60) - 1 && fields.hours() == ALL_HOURS
                    ? steps(fields.seconds(), 60).map(step -> each(step, "second"))
                    : Optional.empty();
        }
        List<Integer> minutes = values(fields.minutes());
        List<Integer> hours = values(fields.hours());
        boolean everyHour = fields.hours() == ALL_HOURS;
        Optional<Integer> step = steps(fields.minutes(), 60);
        if (everyHour && minutes.size() > 1 && step.isPresent()) {
            return Optional.of(each(step.get(), "minute"));
        }
        if (everyHour && minutes.size() == 1) {
            return Optional.of(
                    minutes.getFirst() == 0
                            ? "Every hour, on the hour"
                            : "At minute " + minutes.getFirst() + " of every hour");
        }
        if (everyHour && minutes.size() <= FEW) {
            return Optional.of("At minutes " + list(minutes, "and") + " of every hour");
        }
        if (hours.size() * minutes.size() <= FEW) {
            List<String> times = new ArrayList<>();
            hours.forEach(hour -> minutes.forEach(minute -> times.add(clock(hour, minute))));
            return Optional.of("At " + list(times, "and"));
        }
        Optional<Integer> hourStep = steps(fields.hours(), 24);
        if (minutes.size() == 1 && hourStep.isPresent()) {
            return Optional.of("Every " + hourStep.get() + " hours, at " + clock(0, minutes.getFirst()) + ", "
                    + clock(hourStep.get(), minutes.getFirst()) + " and so on");
        }
        boolean contiguous = hours.getLast() - hours.getFirst() + 1 == hours.size();
        if (contiguous && minutes.size() == 1) {
            return Optional.of("Every hour from " + clock(hours.getFirst(), minutes.getFirst()) + " to "
                    + clock(hours.getLast(), minutes.getFirst()));
        }
        if (contiguous && step.isPresent()) {
            return Optional.of(each(step.get(), "minute") + " from " + clock(hours.getFirst(), 0) + " to "
                    + clock(hours.getLast(), minutes.getLast()));
        }
        return Optional.empty();
    }

    private static Optional<String> day(CronFields fields) {
        Optional<String> byDay = byDay(fields);
        Optional<String> byWeekday = byWeekday(fields);
        if (byDay.isEmpty() || byWeekday.isEmpty()) {
            return Optional.empty();
        }
        if (fields.anyDay() || fields.anyWeekday()) {
            // Both must match: sayable when one of them always does.
            return byDay.get().isEmpty() ? byWeekday : byWeekday.get().isEmpty() ? byDay : Optional.empty();
        }
        if (byDay.get().isEmpty() || byWeekday.get().isEmpty()) {
            return Optional.of(""); // either may match, and one always does
        }
        return Optional.of(byDay.get() + " or" + byWeekday.get());
    }

    private static Optional<String> byDay(CronFields fields) {
        if (fields.days() == ALL_DAYS) {
            return Optional.of("");
        }
        List<String> names = new ArrayList<>();
        List<Integer> days = values(Integer.toUnsignedLong(fields.days()));
        if (days.size() == 1) {
            names.add("day " + days.getFirst());
        } else if (!days.isEmpty()) {
            names.add("days " + list(days, "and"));
        }
        for (int n : values(fields.lastDays())) {
            names.add(n == 0 ? "the last day" : "day " + n + " before the last");
        }
        if (fields.lastWorkday()) {
            names.add("the last working day");
        }
        for (int n : values(Integer.toUnsignedLong(fields.nearestWorkdays()))) {
            names.add("the working day nearest to day " + n);
        }
        return days.size() > FEW ? Optional.empty() : Optional.of(" on " + list(names, "and") + " of the month");
    }

    private static Optional<String> byWeekday(CronFields fields) {
        if (fields.weekdays() == ALL_WEEKDAYS) {
            return Optional.of("");
        }
        List<String> names = new ArrayList<>();
        if (fields.weekdays() == 0b111110) {
            names.add("Monday to Friday");
        } else {
            values(fields.weekdays()).forEach(day -> names.add(weekday(day)));
        }
        for (int day : values(fields.lastWeekdays())) {
            names.add("the last " + weekday(day) + " of the month");
        }
        for (int bit : values(fields.nthWeekdays())) {
            names.add("the " + NTH[bit % 5] + " " + weekday(bit / 5) + " of the month");
        }
        String preposition = fields.weekdays() == 0b111110 && names.size() == 1 ? " " : " on ";
        return Optional.of(preposition + list(names, "and"));
    }

    private static Optional<String> month(int months) {
        if (months == ALL_MONTHS) {
            return Optional.of("");
        }
        return Optional.of(" in "
                + list(
                        values(months).stream()
                                .map(month -> Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                                .toList(),
                        "and"));
    }

    private static String weekday(int day) {
        return DayOfWeek.of(day == 0 ? 7 : day).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /// The distance of values that are evenly spaced over the whole range, from 0 on.
    private static Optional<Integer> steps(long bits, int range) {
        int count = Long.bitCount(bits);
        if (count == 0 || range % count != 0) {
            return Optional.empty();
        }
        int step = range / count;
        for (int value = 0; value < range; value += step) {
            if ((bits & 1L << value) == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(step);
    }

    private static List<Integer> values(long bits) {
        List<Integer> values = new ArrayList<>();
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            values.add(Long.numberOfTrailingZeros(rest));
        }
        return values;
    }

    private static String clock(int hour, int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
    }

    private static String list(List<?> things, String last) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < things.size(); i++) {
            text.append(i == 0 ? "" : i == things.size() - 1 ? " " + last + " " : ", ")
                    .append(things.get(i));
        }
        return text.toString();
    }
}
