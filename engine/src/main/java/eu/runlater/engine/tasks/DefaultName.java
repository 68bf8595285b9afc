package eu.runlater.engine.tasks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The name of a task that was not given one (api.md §8.1): `https://shop.example/hook · 04 May, 09:30`.
final class DefaultName {
    static final int MAX_LENGTH = 255;

    private static final DateTimeFormatter PLANNED =
            DateTimeFormatter.ofPattern("' · 'dd MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private DefaultName() {}

    /// `Cron: https://shop.example/hook`
    static String recurring(String url) {
        String name = "Cron: " + url;
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 1) + "…";
    }

    static String of(String url, Instant due) {
        String planned = PLANNED.format(due);
        int room = MAX_LENGTH - planned.length();
        return (url.length() <= room ? url : url.substring(0, room - 1) + "…") + planned;
    }
}
