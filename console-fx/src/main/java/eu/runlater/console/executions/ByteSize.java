package eu.runlater.console.executions;

import java.util.Locale;

/// Sizes as people say them: `512 B`, `1.4 KiB`, `256 KiB`. Pure.
public final class ByteSize {
    private ByteSize() {}

    public static String of(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        double kibi = bytes / 1_024.0;
        if (kibi < 1_024) {
            return number(kibi) + " KiB";
        }
        return number(kibi / 1_024) + " MiB";
    }

    private static String number(double value) {
        return value < 100 && value != Math.rint(value)
                ? String.format(Locale.ROOT, "%.1f", value)
                : Long.toString(Math.round(value));
    }
}
