package eu.runlater.console.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How times and durations are written, in the zone chosen for the whole console (`U` switches it). FX thread.
public final class Times {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

    private final InstantSource clock;
    private final ZoneId local;
    private final Ticker ticker;
    private final ObjectProperty<ZoneId> zone;

    public Times(InstantSource clock, ZoneId local, Ticker ticker) {
        this.clock = clock;
        this.local = local;
        this.ticker = ticker;
        this.zone = new SimpleObjectProperty<>(this, "zone", local);
    }

    public ObjectProperty<ZoneId> zoneProperty() {
        return zone;
    }

    /// The other one of local time and UTC.
    public void switchZone() {
        zone.set(zone.get().equals(ZoneOffset.UTC) ? local : ZoneOffset.UTC);
    }

    /// `Oslo`, `UTC`: the zone's name, short enough for a header.
    public String zoneName() {
        ZoneId id = zone.get();
        if (id.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        String name = id.getId();
        return name.substring(name.lastIndexOf('/') + 1).replace('_', ' ');
    }

    public Ticker ticker() {
        return ticker;
    }

    public Instant now() {
        return clock.instant();
    }

    /// `03:07:41`
    public String clock(Instant at) {
        return TIME.format(at.atZone(zone.get()));
    }

    /// Short and absolute: the time today, with the date on other days.
    public String absolute(Instant at) {
        ZonedDateTime then = at.atZone(zone.get());
        LocalDate today = now().atZone(zone.get()).toLocalDate();
        return then.toLocalDate().equals(today) ? TIME.format(then) : DATE_TIME.format(then);
    }

    /// Short for narrow columns: `03:07:41` today, `11-24 03:07` on other days.
    public String brief(Instant at) {
        ZonedDateTime then = at.atZone(zone.get());
        LocalDate today = now().atZone(zone.get()).toLocalDate();
        return then.toLocalDate().equals(today) ? TIME.format(then) : DAY_TIME.format(then);
    }

    /// `2026-11-24 03:07:41.123 +01:00 (Europe/Oslo)`: nothing left to guess.
    public String full(Instant at) {
        ZoneId id = zone.get();
        return FULL.format(at.atZone(id)) + " (" + (id.equals(ZoneOffset.UTC) ? "UTC" : id.getId()) + ")";
    }

    /// `now`, `12 s ago`, `in 4 min`
    public String relative(Instant at) {
        Duration distance = Duration.between(at, now());
        if (distance.abs().compareTo(Duration.ofSeconds(1)) < 0) {
            return Texts.get("ui.time.now");
        }
        return distance.isNegative()
                ? Texts.get("ui.time.in", rough(distance.negated()))
                : Texts.get("ui.time.ago", rough(distance));
    }

    /// One unit, rounded down: `12 s`, `4 min`, `3 h`, `2 d`.
    public static String rough(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return Texts.get("ui.time.seconds", seconds);
        }
        if (seconds < 3_600) {
            return Texts.get("ui.time.minutes", seconds / 60);
        }
        return seconds < 86_400
                ? Texts.get("ui.time.hours", seconds / 3_600)
                : Texts.get("ui.time.days", seconds / 86_400);
    }

    /// How long something took: `0.3 ms`, `132 ms`, `1.32 s`, `2 min 5 s`, `1 h 4 min`.
    public static String took(double millis) {
        if (millis < 9.95) {
            return Texts.get("ui.time.millis", String.format(Locale.ROOT, "%.1f", millis));
        }
        if (millis < 999.5) {
            return Texts.get("ui.time.millis", Long.toString(Math.round(millis)));
        }
        if (millis < 59_950) {
            return Texts.get(
                    "ui.time.seconds", String.format(Locale.ROOT, millis < 9_995 ? "%.2f" : "%.1f", millis / 1e3));
        }
        long seconds = Math.round(millis / 1e3);
        if (seconds < 3_600) {
            return Texts.get("ui.time.minutes_seconds", seconds / 60, seconds % 60);
        }
        long minutes = seconds / 60;
        return minutes < 1_440
                ? Texts.get("ui.time.hours_minutes", minutes / 60, minutes % 60)
                : Texts.get("ui.time.days_hours", minutes / 1_440, minutes % 1_440 / 60);
    }
}
