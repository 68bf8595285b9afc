package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import java.time.Duration;
import java.util.Locale;

/// A wait in one unit, to a tenth: `30 s`, `4.5 min`, `2 h`. Pure.
public final class WaitText {
    private WaitText() {}

    public static String of(Duration wait) {
        double seconds = wait.toMillis() / 1_000.0;
        if (seconds < 59.95) {
            return Texts.get("ui.time.seconds", plain(seconds));
        }
        if (seconds < 3_597) {
            return Texts.get("ui.time.minutes", plain(seconds / 60));
        }
        return seconds < 86_220
                ? Texts.get("ui.time.hours", plain(seconds / 3_600))
                : Texts.get("ui.time.days", plain(seconds / 86_400));
    }

    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
