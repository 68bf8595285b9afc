package eu.runlater.model.schedule;

import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.constraint.FieldConstraintsBuilder;
import com.cronutils.parser.FieldParser;
import java.util.Locale;
import java.util.Map;

/// The fields of a cron expression: their range, their names for values, and how they are called in messages.
enum CronField {
    SECOND("second", 0, 59, Map.of(), FieldConstraintsBuilder.instance().forField(CronFieldName.SECOND)),
    MINUTE("minute", 0, 59, Map.of(), FieldConstraintsBuilder.instance().forField(CronFieldName.MINUTE)),
    HOUR("hour", 0, 23, Map.of(), FieldConstraintsBuilder.instance().forField(CronFieldName.HOUR)),
    DAY(
            "day-of-month",
            1,
            31,
            Map.of(),
            FieldConstraintsBuilder.instance()
                    .forField(CronFieldName.DAY_OF_MONTH)
                    .addLSupport()
                    .addWSupport()
                    .addLWSupport()),
    MONTH(
            "month",
            1,
            12,
            Map.ofEntries(
                    Map.entry("JAN", 1),
                    Map.entry("FEB", 2),
                    Map.entry("MAR", 3),
                    Map.entry("APR", 4),
                    Map.entry("MAY", 5),
                    Map.entry("JUN", 6),
                    Map.entry("JUL", 7),
                    Map.entry("AUG", 8),
                    Map.entry("SEP", 9),
                    Map.entry("OCT", 10),
                    Map.entry("NOV", 11),
                    Map.entry("DEC", 12)),
            FieldConstraintsBuilder.instance().forField(CronFieldName.MONTH).addLSupport()),
    WEEKDAY(
            "day-of-week",
            0,
            7,
            Map.of("SUN", 0, "MON", 1, "TUE", 2, "WED", 3, "THU", 4, "FRI", 5, "SAT", 6),
            FieldConstraintsBuilder.instance()
                    .forField(CronFieldName.DAY_OF_WEEK)
                    .addLSupport()
                    .addHashSupport());

    final String title;
    final int min;
    final int max;
    private final Map<String, Integer> names;
    private final FieldConstraintsBuilder constraints;

    CronField(String title, int min, int max, Map<String, Integer> names, FieldConstraintsBuilder constraints) {
        this.title = title;
        this.min = min;
        this.max = max;
        this.names = names;
        this.constraints = constraints;
    }

    /// The library's parser of one item of this field.
    FieldParser parser() {
        return new FieldParser(constraints.createConstraintsInstance());
    }

    /// Where an open step such as `5/2` or `*/2` ends: Sunday does not count twice.
    int topOfSteps() {
        return this == WEEKDAY ? 6 : max;
    }

    /// The field's text in upper case with names replaced by numbers.
    String numbers(String text) throws ScheduleMistake {
        String plain = CronFields.namesAsNumbers(text.toUpperCase(Locale.ROOT), names);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c < '0' || c > '9') && "*,-/LW#?".indexOf(c) < 0) {
                throw mistake(text, "has \"" + text.charAt(Math.min(i, text.length() - 1)) + "\"");
            }
        }
        return plain;
    }

    ScheduleMistake mistake(String text, String what) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        String values = "allowed are " + min + "-" + max + (names.isEmpty() ? "" : " or names")
                + ", lists (1,2), ranges (1-5) and steps (*/2)";
        return new ScheduleMistake("the " + title + " field \"" + shown + "\" " + what + "; " + values);
    }
}
