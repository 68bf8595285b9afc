package eu.runlater.console.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:07:41.123Z");
    private final Times times = new Times(InstantSource.fixed(NOW), ZoneId.of("Europe/Oslo"), new Ticker());

    @Test
    void u_switches_the_zone_everywhere() {
        assertThat(times.clock(NOW)).isEqualTo("03:07:41");
        assertThat(times.zoneName()).isEqualTo("Oslo");
        times.switchZone();
        assertThat(times.clock(NOW)).isEqualTo("02:07:41");
        assertThat(times.full(NOW)).isEqualTo("2026-11-24 02:07:41.123 +00:00 (UTC)");
        times.switchZone();
        assertThat(times.full(NOW)).isEqualTo("2026-11-24 03:07:41.123 +01:00 (Europe/Oslo)");
    }

    @Test
    void another_day_is_named() {
        assertThat(times.absolute(NOW)).isEqualTo("03:07:41");
        assertThat(times.absolute(NOW.minusSeconds(4 * 3_600))).isEqualTo("2026-11-23 23:07:41");
        assertThat(times.brief(NOW.minusSeconds(4 * 3_600))).isEqualTo("11-23 23:07");
    }

    @Test
    void distances_have_one_unit() {
        assertThat(times.relative(NOW)).isEqualTo("now");
        assertThat(times.relative(NOW.minusSeconds(12))).isEqualTo("12 s ago");
        assertThat(times.relative(NOW.plusSeconds(250))).isEqualTo("in 4 min");
        assertThat(times.relative(NOW.minusSeconds(3 * 86_400))).isEqualTo("3 d ago");
    }

    @Test
    void durations_have_as_many_digits_as_they_deserve() {
        assertThat(Times.took(0.31)).isEqualTo("0.3 ms");
        assertThat(Times.took(132.4)).isEqualTo("132 ms");
        assertThat(Times.took(1_321)).isEqualTo("1.32 s");
        assertThat(Times.took(30_000)).isEqualTo("30.0 s");
        assertThat(Times.took(125_000)).isEqualTo("2 min 5 s");
        assertThat(Times.took(3_840_000)).isEqualTo("1 h 4 min");
        assertThat(Times.took(90_000_000)).isEqualTo("1 d 1 h");
    }
}
