package eu.runlater.engine.tasks;

import eu.runlater.engine.intake.Keyed;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.DurationText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `dedupe_key` with `dedupe_window`, and `debounce_key` with `debounce` (decision 19).
final class KeyedReader {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
    private static final Duration LONGEST_DEBOUNCE = Duration.ofDays(1);
    private static final int MAX_KEY = 255;

    private KeyedReader() {}

    /// Absent when the request has neither.
    static @Nullable Keyed read(Fields fields) {
        String dedupe = fields.optionalText("dedupe_key", MAX_KEY);
        String debounce = fields.optionalText("debounce_key", MAX_KEY);
        Duration window = duration(fields, "dedupe_window", LONGEST_WINDOW);
        Duration wait = duration(fields, "debounce", LONGEST_DEBOUNCE);
        if (dedupe != null && debounce != null) {
            fields.refuse(
                    "debounce_key", "cannot be given together with dedupe_key: one keeps the first, one the last");
        }
        if (dedupe == null && window != null) {
            fields.refuse("dedupe_key", "is required with dedupe_window");
        }
        if (debounce == null) {
            if (wait != null) {
                fields.refuse("debounce_key", "is required with debounce");
            }
            return dedupe == null ? null : new Keyed.Dedupe(dedupe, window == null ? WINDOW : window);
        }
        if (wait == null && fields.value("debounce") == null) {
            fields.refuse(
                    "debounce", "is required with debounce_key: how long to wait for a newer one, such as \"30s\"");
        }
        for (String other : List.of("delay", "run_at")) {
            if (fields.value(other) != null) {
                fields.refuse(other, "cannot be given together with debounce_key, which says when");
            }
        }
        return new Keyed.Debounce(debounce, wait == null ? Duration.ZERO : wait);
    }

    /// Recurring tasks have a key of their own: their planned time.
    static void refuse(Fields fields) {
        for (String name : List.of("dedupe_key", "dedupe_window", "debounce_key", "debounce")) {
            if (fields.value(name) != null) {
                fields.refuse(name, "is for one-time tasks; a firing of a recurring task runs once as it is");
            }
        }
    }

    private static @Nullable Duration duration(Fields fields, String name, Duration longest) {
        String text = fields.text(name, 32);
        if (text == null) {
            return null;
        }
        Duration duration = DurationText.parse(text).orElse(Duration.ZERO);
        if (duration.isZero() || duration.compareTo(longest) > 0) {
            fields.refuse(
                    name,
                    "must be a text such as \"30s\" or \"5m\", more than 0 and at most " + DurationText.of(longest)
                            + ", not \"" + text + "\"");
            return null;
        }
        return duration;
    }
}
