package eu.runlater.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// G-CRN-7: its table, and every zone whose clock changes between 2026 and 2030 against an oracle that looks at every
/// single minute.
class ClockChangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        30 2 * * *   | 2026-03-29 | 01:00
        30 2 * * *   | 2026-10-25 | 00:30
        30 2 * * *   | 2027-03-28 | 01:00
        30 2 * * *   | 2027-10-31 | 00:30
        0 2 * * *    | 2026-03-29 | 01:00
        0 2 * * *    | 2026-10-25 | 00:00
        0 2 * * *    | 2027-03-28 | 01:00
        0 2 * * *    | 2027-10-31 | 00:00
        0 3 * * *    | 2026-03-29 | 01:00
        0 3 * * *    | 2026-10-25 | 02:00
        0 3 * * *    | 2027-03-28 | 01:00
        0 3 * * *    | 2027-10-31 | 02:00
        0 2,3 * * *  | 2026-03-29 | 01:00
        0 2,3 * * *  | 2026-10-25 | 00:00 02:00
        0 2,3 * * *  | 2027-03-28 | 01:00
        0 2,3 * * *  | 2027-10-31 | 00:00 02:00
        */15 2 * * * | 2026-03-29 | 01:00
        */15 2 * * * | 2026-10-25 | 00:00 00:15 00:30 00:45
        */15 2 * * * | 2027-03-28 | 01:00
        */15 2 * * * | 2027-10-31 | 00:00 00:15 00:30 00:45
        """)
    void a_wall_time_fires_once_whatever_the_clock_does(String expression, String day, String expected)
            throws ScheduleMistake {
        assertThat(firings(expression, day))
                .extracting(at -> at.toString().substring(11, 16))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        */15 * * * * | 2026-03-29 | 92
        */15 * * * * | 2026-10-25 | 100
        */15 * * * * | 2027-03-28 | 92
        */15 * * * * | 2027-10-31 | 100
        0 * * * *    | 2026-03-29 | 23
        0 * * * *    | 2026-10-25 | 25
        0 * * * *    | 2027-03-28 | 23
        0 * * * *    | 2027-10-31 | 25
        """)
    void an_hour_field_with_a_star_follows_real_time(String expression, String day, int expected)
            throws ScheduleMistake {
        List<Instant> firings = firings(expression, day);

        assertThat(firings).hasSize(expected);
        for (int i = 1; i < firings.size(); i++) {
            assertThat(Duration.between(firings.get(i - 1), firings.get(i)))
                    .isEqualTo(expression.startsWith("0") ? Duration.ofHours(1) : Duration.ofMinutes(15));
        }
    }

    @Test
    void every_second_hour_leaves_out_the_one_that_is_missing_and_fires_twice_in_the_one_that_repeats()
            throws ScheduleMistake {
        assertThat(firings("0 */2 * * *", "2026-03-29"))
                .contains(Instant.parse("2026-03-29T02:00:00Z"))
                .doesNotContain(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(firings("0 */2 * * *", "2026-10-25"))
                .contains(Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T01:00:00Z"));
    }

    private static List<Instant> firings(String expression, String day) throws ScheduleMistake {
        LocalDateTime start = LocalDateTime.parse(day + "T00:00");
        return Schedule.cron(expression, BERLIN)
                .first(
                        start.atZone(BERLIN).toInstant(),
                        start.plusDays(1).atZone(BERLIN).toInstant(),
                        1_000);
    }

    static Stream<ZoneId> zonesThatChange() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2031-01-01T00:00:00Z");
        Set<ZoneRules> seen = new HashSet<>(); // zones of the same rules are tried once
        return ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).filter(zone -> {
            ZoneOffsetTransition change = zone.getRules().nextTransition(from);
            return change != null && change.getInstant().isBefore(until) && seen.add(zone.getRules());
        });
    }

    @ParameterizedTest
    @MethodSource("zonesThatChange")
    void in_every_zone_no_wall_time_is_lost_and_none_doubled(ZoneId zone) throws ScheduleMistake {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2031-01-01T00:00:00Z");
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        while (change != null && change.getInstant().isBefore(end)) {
            Instant from = change.getInstant().minus(Duration.ofHours(30));
            Instant until = change.getInstant().plus(Duration.ofHours(30));
            for (String expression : wallTimes(change)) {
                Schedule schedule = Schedule.cron(expression, zone);
                List<Instant> found = schedule.first(from, until, 10_000);
                assertThat(found).as(expression).isEqualTo(wallOracle(expression, zone, from, until));
                assertThat(schedule.count(from, until)).as(expression).isEqualTo(found.size());
                assertThat(schedule.last(from, until, 3))
                        .as(expression)
                        .isEqualTo(found.subList(Math.max(0, found.size() - 3), found.size()));
            }
            for (String expression : List.of("*/20 * * * *", "7 */3 * * *")) {
                Schedule schedule = Schedule.cron(expression, zone);
                List<Instant> found = schedule.first(from, until, 10_000);
                assertThat(found).as(expression).isEqualTo(realOracle(expression, zone, from, until));
                assertThat(schedule.last(from, until, 3)).isEqualTo(found.subList(found.size() - 3, found.size()));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
    }

    /// Times around the change: inside a gap or an overlap, at its ends, next to it.
    private static List<String> wallTimes(ZoneOffsetTransition change) {
        LocalDateTime before = change.getDateTimeBefore();
        LocalDateTime after = change.getDateTimeAfter();
        LocalDateTime middle = (before.isBefore(after) ? before : after).plusMinutes(15);
        List<String> expressions = new ArrayList<>();
        for (LocalDateTime time : List.of(before, after, middle, before.minusMinutes(1), after.plusHours(1))) {
            expressions.add(time.getMinute() + " " + time.getHour() + " * * *");
        }
        expressions.add("*/10 " + middle.getHour() + "," + after.getHour() + " * * *");
        return expressions;
    }

    /// Takes every local minute of the days around, and asks what moment it stands for.
    private static List<Instant> wallOracle(String expression, ZoneId zone, Instant from, Instant until) {
        TreeSet<Instant> moments = new TreeSet<>();
        LocalDateTime local = LocalDateTime.ofInstant(from, zone).minusDays(2).withSecond(0);
        LocalDateTime end = LocalDateTime.ofInstant(until, zone).plusDays(2);
        for (; local.isBefore(end); local = local.plusMinutes(1)) {
            if (matches(expression, local)) {
                ZoneOffsetTransition gap = zone.getRules().getTransition(local);
                moments.add(
                        gap != null && gap.isGap()
                                ? gap.getInstant()
                                : local.atZone(zone)
                                        .withEarlierOffsetAtOverlap()
                                        .toInstant());
            }
        }
        return moments.subSet(from, until).stream().collect(Collectors.toList());
    }

    /// Walks over real minutes and looks at the clock on the wall.
    private static List<Instant> realOracle(String expression, ZoneId zone, Instant from, Instant until) {
        List<Instant> moments = new ArrayList<>();
        Instant start = Instant.ofEpochSecond((from.getEpochSecond() + 59) / 60 * 60);
        for (Instant at = start; at.isBefore(until); at = at.plusSeconds(60)) {
            if (matches(expression, LocalDateTime.ofInstant(at, zone))) {
                moments.add(at);
            }
        }
        return moments;
    }

    private static boolean matches(String expression, LocalDateTime local) {
        String[] fields = expression.split(" ");
        return matches(fields[0], local.getMinute()) && matches(fields[1], local.getHour());
    }

    private static boolean matches(String field, int value) {
        if (field.startsWith("*/")) {
            return value % Integer.parseInt(field.substring(2)) == 0;
        }
        return field.equals("*") || List.of(field.split(",")).contains(String.valueOf(value));
    }
}
