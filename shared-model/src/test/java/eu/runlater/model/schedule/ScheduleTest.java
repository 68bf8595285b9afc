package eu.runlater.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final Instant START = Instant.parse("2026-05-04T09:30:00Z"); // a Monday

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        15 2 * * *          | 2026-05-05T02:15
        */15 * * * *        | 2026-05-04T09:45
        7-59/13 * * * *     | 2026-05-04T09:33
        5/20 * * * *        | 2026-05-04T09:45
        0 0 */2 * *         | 2026-05-05T00:00
        0 0 1 */3 *         | 2026-07-01T00:00
        0 0 13 * FRI        | 2026-05-08T00:00
        0 0 */2 * MON       | 2026-05-11T00:00
        0 0 * * 7           | 2026-05-10T00:00
        0 0 * * 0           | 2026-05-10T00:00
        0 0 * * sun-tue     | 2026-05-05T00:00
        0 0 * * 5-7         | 2026-05-08T00:00
        0 0 L * *           | 2026-05-31T00:00
        0 0 L-2 * *         | 2026-05-29T00:00
        0 0 LW * *          | 2026-05-29T00:00
        0 0 16W * *         | 2026-05-15T00:00
        0 0 31W 6 *         | 2026-06-30T00:00
        0 0 * * 5L          | 2026-05-29T00:00
        0 0 * * FRIL        | 2026-05-29T00:00
        0 0 * * 2#2         | 2026-05-12T00:00
        0 0 29 2 *          | 2028-02-29T00:00
        0 0 31 * *          | 2026-05-31T00:00
        0 0 ? * MON         | 2026-05-11T00:00
        @daily              | 2026-05-05T00:00
        @Hourly             | 2026-05-04T10:00
        @yearly             | 2027-01-01T00:00
        30 0 10 4 5 *       | 2026-05-04T10:00:30
        0 22,23 * JAN,dec * | 2026-12-01T22:00
        """)
    void the_next_firing_is_the_one_the_expression_names(String expression, String expected) throws ScheduleMistake {
        if (expression.startsWith("30 0 10")) {
            assertThat(next("30 0 10 4 5 *")).isEqualTo(Instant.parse(expected + "Z"));
        } else {
            assertThat(next(expression)).isEqualTo(Instant.parse(expected + ":00Z"));
        }
    }

    private static Instant next(String expression) throws ScheduleMistake {
        return Schedule.cron(expression, ZoneOffset.UTC).next(START).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        * * * *          | five fields
        * * * * * * *    | has 7
        60 * * * *       | the minute field "60" has 60; allowed are 0-59
        * 24 * * *       | the hour field
        * * 0 * *        | the day-of-month field
        * * 32 * *       | day-of-month
        * * * 13 *       | the month field "13" has 13; allowed are 1-12 or names
        * * * * 8        | the day-of-week field
        5-2 * * * *      | wrong way round
        */0 * * * *      | a step is 1 or more
        1,,2 * * * *     | empty item
        , * * * *        | empty item
        1.5 * * * *      | has "."
        a * * * *        | has "a"
        * * * FOO *      | the month field "FOO"
        0 0 30 2 *       | never fires in 10 years
        0 0 31 2,4,6,9,11 * | never fires
        * * * * 2#6      | there are 1 to 5
        @reboot          | nothing here reboots
        @fortnightly     | @daily
        1-2-3 * * * *    | cannot be read at "1-2-3"
        -1 * * * *       | cannot be read
        99999999999 * * * * | cannot be read
        """)
    void a_mistake_names_the_field_the_value_and_what_would_do(String expression, String said) {
        assertThatThrownBy(() -> Schedule.cron(expression, ZoneOffset.UTC))
                .isInstanceOf(ScheduleMistake.class)
                .hasMessageContaining(said);
    }

    @Test
    void an_expression_of_more_than_255_characters_is_refused() {
        assertThatThrownBy(() -> Schedule.cron("1,".repeat(500) + "1 * * * *", ZoneOffset.UTC))
                .isInstanceOf(ScheduleMistake.class)
                .hasMessageContaining("255");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        * * * * *          | 60
        0-59 * * * *       | 60
        */5 * * * *        | 300
        0/5 * * * *        | 300
        0,30 * * * *       | 1800
        0 * * * *          | 3600
        0 */2 * * *        | 7200
        0 0,23 * * *       | 3600
        59 23 * * *        | 86400
        0 0 * * MON        | 604800
        0 0 1 * *          | 2419200
        */10 * * * * *     | 10
        0 9 1-15 * MON-FRI | 86400
        """)
    void the_shortest_gap_does_not_depend_on_the_spelling(String expression, long seconds) throws ScheduleMistake {
        assertThat(Schedule.cron(expression, ZoneId.of("Europe/Oslo")).shortestGap())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void an_interval_fires_at_its_anchor_plus_whole_intervals() {
        Schedule schedule = Schedule.every(Duration.ofMinutes(15), START);

        assertThat(schedule.next(START.minusSeconds(10_000))).contains(START.plusSeconds(900));
        assertThat(schedule.next(START)).contains(START.plusSeconds(900));
        assertThat(schedule.next(START.plusSeconds(900))).contains(START.plusSeconds(1_800));
        assertThat(schedule.count(START, START.plusSeconds(3_601))).isEqualTo(4);
        assertThat(schedule.count(START, START.plusSeconds(3_600))).isEqualTo(3);
        assertThat(schedule.last(START, START.plusSeconds(3_600), 2))
                .containsExactly(START.plusSeconds(1_800), START.plusSeconds(2_700));
        assertThat(schedule.count(START, START.plus(Duration.ofDays(3_000)))).isEqualTo(3_000 * 96 - 1);
    }

    @Test
    void counting_and_the_newest_agree_with_walking_one_by_one() throws ScheduleMistake {
        Random random = new Random(7);
        String[] expressions = {
            "*/7 3-9 * * 1-5", "0 0 L * *", "30 2 * * *", "0 */5 * * *", "17 4 1,15 * FRI", "*/30 * * 3,10 *"
        };
        for (int round = 0; round < 60; round++) {
            Schedule schedule = Schedule.cron(
                    expressions[round % expressions.length],
                    ZoneId.of(List.of("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe")
                            .get(round % 3)));
            Instant from = START.plusSeconds(random.nextLong(-20_000_000, 20_000_000));
            Instant until = from.plusSeconds(random.nextLong(0, 30_000_000));
            List<Instant> walked = new ArrayList<>();
            Optional<Instant> at = schedule.next(from.minusNanos(1));
            while (at.isPresent() && at.get().isBefore(until)) {
                walked.add(at.get());
                at = schedule.next(at.get());
            }
            assertThat(walked).isSorted().doesNotHaveDuplicates();
            assertThat(schedule.count(from, until)).isEqualTo(walked.size());
            assertThat(schedule.last(from, until, 5))
                    .isEqualTo(walked.subList(Math.max(0, walked.size() - 5), walked.size()));
            assertThat(schedule.first(from, until, 5)).isEqualTo(walked.subList(0, Math.min(5, walked.size())));
        }
    }

    @Test
    void what_is_made_up_is_refused_or_fires_strictly_later_every_time() {
        Random random = new Random(11);
        String parts = "0123456789*/-,LW#?MONFRIJAN@ ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int field = 0; field < 5; field++) {
                for (int c = random.nextInt(4); c >= 0; c--) {
                    text.append(parts.charAt(random.nextInt(parts.length())));
                }
                text.append(' ');
            }
            try {
                Schedule schedule = Schedule.cron(text.toString(), ZoneId.of("America/New_York"));
                Instant at = START;
                for (int n = 0; n < 5; n++) {
                    Instant next = schedule.next(at).orElse(Instant.MAX);
                    assertThat(next).as(text.toString()).isAfter(at);
                    at = next;
                    if (next == Instant.MAX) {
                        break;
                    }
                }
            } catch (ScheduleMistake mistake) {
                assertThat(mistake.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void zones_are_iana_names_or_offsets_and_the_message_names_the_one_meant() throws ScheduleMistake {
        assertThat(Schedule.zone("Europe/Oslo")).isEqualTo(ZoneId.of("Europe/Oslo"));
        assertThat(Schedule.zone("+02:00")).isEqualTo(ZoneOffset.ofHours(2));
        assertThatThrownBy(() -> Schedule.zone("berlin")).hasMessageContaining("did you mean \"Europe/Berlin\"?");
        assertThatThrownBy(() -> Schedule.zone("europe/oslo")).hasMessageContaining("Europe/Oslo");
        assertThatThrownBy(() -> Schedule.zone("Mars/Base")).hasMessageContaining("IANA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        30 2 * * *       | At 02:30 every day
        */15 * * * *     | Every 15 minutes
        * * * * *        | Every minute
        0 * * * *        | Every hour, on the hour
        7 * * * *        | At minute 7 of every hour
        7-59/13 * * * *  | At minutes 7, 20, 33, 46 and 59 of every hour
        0 9 * * 1-5      | At 09:00 Monday to Friday
        0 9,17 * * *     | At 09:00 and 17:00 every day
        0 0 1 * *        | At 00:00 on day 1 of the month
        0 0 1 1 *        | At 00:00 on day 1 of the month in January
        0 12 13 * FRI    | At 12:00 on day 13 of the month or on Friday
        0 0 L * *        | At 00:00 on the last day of the month
        0 0 * * 5#3      | At 00:00 on the third Friday of the month
        */15 9-17 * * *  | Every 15 minutes from 09:00 to 17:45
        0 */6 * * *      | At 00:00, 06:00, 12:00 and 18:00 every day
        0 */2 * * *      | Every 2 hours, at 00:00, 02:00 and so on
        */10 * * * * *   | Every 10 seconds
        """)
    void the_sentence_states_the_shape_exactly(String expression, String expected) throws ScheduleMistake {
        assertThat(Sentence.of(Schedule.cron(expression, ZoneOffset.UTC))).contains(expected);
    }

    @Test
    void shapes_that_cannot_be_stated_exactly_have_no_sentence() throws ScheduleMistake {
        assertThat(Sentence.of(Schedule.cron("*/7 3,9,11 */2 * *", ZoneOffset.UTC)))
                .isEmpty();
        assertThat(Sentence.of(Schedule.cron("0 0 */2 * MON", ZoneOffset.UTC))).isEmpty();
        assertThat(Sentence.of(Schedule.every(Duration.ofHours(6), START))).contains("Every 6 hours");
    }

    @Test
    void a_day_that_the_zone_left_out_fires_at_its_end() throws ScheduleMistake {
        // Samoa had no 30 December 2011.
        Schedule schedule = Schedule.cron("0 12 30 12 *", ZoneId.of("Pacific/Apia"));
        Instant from = LocalDate.of(2011, 12, 29)
                .atStartOfDay(ZoneId.of("Pacific/Apia"))
                .toInstant();

        assertThat(schedule.next(from)).contains(Instant.parse("2011-12-30T10:00:00Z"));
    }
}
