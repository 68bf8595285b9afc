package eu.runlater.model.schedule;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.model.field.value.SpecialChar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A cron expression taken apart: which seconds, minutes, hours, days and months match (decision 7). One bit a value.
///
/// @param seconds · @param minutes bits 0–59 · @param hours bits 0–23 · @param days bits 1–31 · @param months bits 1–12
/// @param weekdays bits 0–6, Sunday is 0
/// @param lastDays bit n: the n-th day before the last of the month (`L` is bit 0)
/// @param lastWorkday `LW` · @param nearestWorkdays bit n: `nW`
/// @param lastWeekdays bit w: `wL` · @param nthWeekdays bit 5·w + k − 1: `w#k`
/// @param anyDay whether the day-of-month field begins with `*` · @param anyWeekday the same of day-of-week
/// @param everyHour whether the hour field has a `*`: then real time counts, not wall time (G-CRN-7)
record CronFields(
        String text,
        boolean withSeconds,
        long seconds,
        long minutes,
        int hours,
        int days,
        int months,
        int weekdays,
        int lastDays,
        boolean lastWorkday,
        int nearestWorkdays,
        int lastWeekdays,
        long nthWeekdays,
        boolean anyDay,
        boolean anyWeekday,
        boolean everyHour) {
    private static final int MAX_LENGTH = 255;

    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *",
            "@minutely", "* * * * *");

    /// @throws ScheduleMistake naming the field, the value and what would do
    static CronFields parse(String expression) throws ScheduleMistake {
        String text = expression.strip();
        if (text.length() > MAX_LENGTH) {
            throw new ScheduleMistake("a cron expression has at most 255 characters, this one has " + text.length());
        }
        if (text.startsWith("@")) {
            String meant = WORDS.get(text.toLowerCase(Locale.ROOT));
            if (meant == null) {
                throw new ScheduleMistake("\"" + text + "\" is not known; there are @hourly, @daily, @weekly, @monthly,"
                        + " @yearly and @minutely"
                        + (text.equalsIgnoreCase("@reboot") ? " (nothing here reboots)" : ""));
            }
            text = meant;
        }
        String[] parts = text.isEmpty() ? new String[0] : text.split("[ \\t]+");
        if (parts.length != 5 && parts.length != 6) {
            throw new ScheduleMistake("needs five fields (minute hour day-of-month month day-of-week), or six with"
                    + " seconds first; \"" + text + "\" has " + parts.length);
        }
        int at = parts.length - 5;
        Reading second = new Reading(CronField.SECOND);
        if (at == 1) {
            second.read(parts[0]);
        } else {
            second.bits = 1;
        }
        Reading minute = new Reading(CronField.MINUTE).read(parts[at]);
        Reading hour = new Reading(CronField.HOUR).read(parts[at + 1]);
        Reading day = new Reading(CronField.DAY).read(parts[at + 2]);
        Reading month = new Reading(CronField.MONTH).read(parts[at + 3]);
        Reading weekday = new Reading(CronField.WEEKDAY).read(parts[at + 4]);
        if ((weekday.bits & 1 << 7) != 0) {
            weekday.bits = weekday.bits & ~(1L << 7) | 1; // 7 is Sunday too
        }
        return new CronFields(
                text,
                at == 1,
                second.bits,
                minute.bits,
                (int) hour.bits,
                (int) day.bits,
                (int) month.bits,
                (int) weekday.bits,
                day.lastDays,
                day.lastWorkday,
                day.nearestWorkdays,
                weekday.lastWeekdays,
                weekday.nthWeekdays,
                isAny(parts[at + 2]),
                isAny(parts[at + 4]),
                parts[at + 1].contains("*"));
    }

    private static boolean isAny(String field) {
        return field.startsWith("*") || field.equals("?");
    }

    /// Whether the expression fires on a day, at whatever time.
    boolean matches(LocalDate date) {
        if ((months & 1 << date.getMonthValue()) == 0) {
            return false;
        }
        boolean byDay = dayMatches(date);
        boolean byWeekday = weekdayMatches(date);
        return anyDay || anyWeekday ? byDay && byWeekday : byDay || byWeekday;
    }

    private boolean dayMatches(LocalDate date) {
        int day = date.getDayOfMonth();
        if ((days & 1 << day) != 0) {
            return true;
        }
        int length = date.lengthOfMonth();
        if (lastDays != 0 && (lastDays & 1 << (length - day)) != 0) {
            return true;
        }
        if (lastWorkday && day == nearestWorkday(date, length)) {
            return true;
        }
        for (int n = 1; nearestWorkdays != 0 && n <= 31; n++) {
            if ((nearestWorkdays & 1 << n) != 0 && day == nearestWorkday(date, Math.min(n, length))) {
                return true;
            }
        }
        return false;
    }

    /// The working day nearest to a day, inside the same month.
    private static int nearestWorkday(LocalDate month, int day) {
        DayOfWeek weekday = month.withDayOfMonth(day).getDayOfWeek();
        return switch (weekday) {
            case SATURDAY -> day == 1 ? 3 : day - 1;
            case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
            default -> day;
        };
    }

    private boolean weekdayMatches(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        if ((weekdays & 1 << weekday) != 0) {
            return true;
        }
        int day = date.getDayOfMonth();
        if ((lastWeekdays & 1 << weekday) != 0 && day + 7 > date.lengthOfMonth()) {
            return true;
        }
        return nthWeekdays != 0 && (nthWeekdays & 1L << (5 * weekday + (day - 1) / 7)) != 0;
    }

    /// How often it fires on a matching day without a clock change.
    long firingsPerDay() {
        return (long) Long.bitCount(seconds) * Long.bitCount(minutes) * Integer.bitCount(hours);
    }

    /// One field being read.
    private static final class Reading {
        final CronField field;
        long bits;
        int lastDays;
        boolean lastWorkday;
        int nearestWorkdays;
        int lastWeekdays;
        long nthWeekdays;

        Reading(CronField field) {
            this.field = field;
        }

        Reading read(String text) throws ScheduleMistake {
            String plain = field.numbers(text);
            if (plain.equals("?") && (field == CronField.DAY || field == CronField.WEEKDAY)) {
                plain = "*";
            }
            for (String item : plain.split(",", -1)) {
                if (item.isEmpty()) {
                    throw field.mistake(text, "has an empty item");
                }
                readItem(text, item);
            }
            return this;
        }

        private void readItem(String text, String item) throws ScheduleMistake {
            FieldExpression expression;
            try {
                expression = field.parser().parse(item);
            } catch (RuntimeException _) {
                throw field.mistake(text, "cannot be read at \"" + item + "\"");
            }
            switch (expression) {
                case Always _ -> add(text, field.min, field.max, 1);
                case QuestionMark _ -> add(text, field.min, field.max, 1);
                case Between range -> add(text, number(text, range.getFrom()), number(text, range.getTo()), 1);
                case Every every -> readStep(text, every);
                case On on -> readOn(text, on);
                case And _ -> throw field.mistake(text, "cannot be read at \"" + item + "\"");
                default -> throw field.mistake(text, "cannot be read at \"" + item + "\"");
            }
        }

        private void readStep(String text, Every every) throws ScheduleMistake {
            int step = every.getPeriod().getValue();
            if (step < 1) {
                throw field.mistake(text, "has a step of " + step + "; a step is 1 or more");
            }
            switch (every.getExpression()) {
                case Always _ -> add(text, field.min, field.topOfSteps(), step);
                case Between range -> add(text, number(text, range.getFrom()), number(text, range.getTo()), step);
                case On on
                when on.getSpecialChar().getValue() == SpecialChar.NONE ->
                    add(text, on.getTime().getValue(), field.topOfSteps(), step);
                default -> throw field.mistake(text, "has a step after something that is no range");
            }
        }

        private void readOn(String text, On on) throws ScheduleMistake {
            int value = on.getTime().getValue();
            int nth = on.getNth().getValue();
            boolean day = field == CronField.DAY;
            boolean weekday = field == CronField.WEEKDAY;
            switch (on.getSpecialChar().getValue()) {
                case NONE -> add(text, value, value, 1);
                case LW -> lastWorkday = true;
                case W -> {
                    check(text, value);
                    nearestWorkdays |= 1 << value;
                }
                case L -> {
                    if (day && value == -1) {
                        if (nth > 30) {
                            throw field.mistake(text, "goes back " + nth + " days from the last; at most 30");
                        }
                        lastDays |= 1 << Math.max(0, nth);
                    } else if (weekday && value == -1) {
                        bits |= 1; // Sunday, the last day of the week
                    } else if (weekday) {
                        check(text, value);
                        lastWeekdays |= 1 << value % 7;
                    } else if (field == CronField.MONTH) {
                        bits |= 1 << 12;
                    } else {
                        throw field.mistake(text, "cannot have L here");
                    }
                }
                case HASH -> {
                    check(text, value);
                    if (nth < 1 || nth > 5) {
                        throw field.mistake(text, "asks for the " + nth + ". weekday of a month; there are 1 to 5");
                    }
                    nthWeekdays |= 1L << (5 * (value % 7) + nth - 1);
                }
                default -> throw field.mistake(text, "cannot be read");
            }
        }

        private int number(String text, FieldValue<?> value) throws ScheduleMistake {
            if (value.getValue() instanceof Integer number) {
                return number;
            }
            throw field.mistake(text, "has a range that does not go from a number to a number");
        }

        private void add(String text, int from, int to, int step) throws ScheduleMistake {
            check(text, from);
            check(text, to);
            if (from > to) {
                throw field.mistake(
                        text, "has the range " + from + "-" + to + " the wrong way round; write two ranges instead");
            }
            for (int value = from; value <= to; value += step) {
                bits |= 1L << value;
            }
        }

        private void check(String text, int value) throws ScheduleMistake {
            if (value < field.min || value > field.max) {
                throw field.mistake(text, "has " + value);
            }
        }
    }

    /// Names of days or months in a field, upper case, as numbers.
    static String namesAsNumbers(String text, Map<String, Integer> names) {
        String plain = text;
        for (Map.Entry<String, Integer> name : new HashMap<>(names).entrySet()) {
            plain = plain.replace(name.getKey(), name.getValue().toString());
        }
        return plain;
    }
}
