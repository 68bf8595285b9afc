package eu.runlater.engine.monitors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    private static Expectation cron(String expression, String zone) {
        return new Expectation(expression, null, zone);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # cron       | zone        | ping                 | next ping due
                    0 3 * * *    | UTC         | 2026-05-04T03:00:00Z | 2026-05-05T03:00:00Z
                    0 3 * * *    | UTC         | 2026-05-04T02:59:59Z | 2026-05-05T03:00:00Z
                    0 3 * * *    | UTC         | 2026-05-04T02:59:00Z | 2026-05-05T03:00:00Z
                    0 3 * * *    | UTC         | 2026-05-04T02:58:59Z | 2026-05-04T03:00:00Z
                    0 3 * * *    | UTC         | 2026-05-04T03:07:00Z | 2026-05-05T03:00:00Z
                    * * * * *    | UTC         | 2026-05-04T10:00:20Z | 2026-05-04T10:01:00Z
                    * * * * *    | UTC         | 2026-05-04T10:00:40Z | 2026-05-04T10:02:00Z
                    30 2 * * *   | Europe/Oslo | 2027-03-27T01:30:05Z | 2027-03-28T01:00:00Z
                    30 2 * * *   | Europe/Oslo | 2027-03-28T00:59:30Z | 2027-03-29T00:30:00Z
                    30 2 * * *   | Europe/Oslo | 2027-03-28T01:00:10Z | 2027-03-29T00:30:00Z
                    30 2 * * *   | Europe/Oslo | 2027-10-30T00:30:05Z | 2027-10-31T00:30:00Z
                    30 2 * * *   | Europe/Oslo | 2027-10-31T00:30:05Z | 2027-11-01T01:30:00Z
                    0 * * * *    | Europe/Oslo | 2027-10-31T00:00:05Z | 2027-10-31T01:00:00Z
                    """)
    void a_ping_at_or_shortly_before_a_firing_counts_for_it(String cron, String zone, Instant ping, Instant expected) {
        assertThat(cron(cron, zone).after(ping, null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // A run that ends just before the next firing is not that firing's.
        "2026-05-04T02:00:05Z, 2026-05-04T02:59:50Z, 2026-05-04T03:00:00Z",
        // One that began shortly early is.
        "2026-05-04T01:59:40Z, 2026-05-04T02:10:00Z, 2026-05-04T03:00:00Z",
        // One that outlasted the next firing cannot be late for it.
        "2026-05-04T02:00:05Z, 2026-05-04T03:10:00Z, 2026-05-04T04:00:00Z"
    })
    void a_run_belongs_to_the_firing_of_its_start(Instant start, Instant end, Instant expected) {
        assertThat(cron("0 * * * *", "UTC").after(end, start)).isEqualTo(expected);
    }

    @Test
    void an_interval_counts_from_the_ping() {
        Expectation hourly = new Expectation(null, 3_600, "UTC");
        assertThat(hourly.after(Instant.parse("2026-05-04T10:20:00Z"), null)).isEqualTo("2026-05-04T11:20:00Z");
        assertThat(hourly.perDay(Instant.parse("2026-05-04T10:20:00Z"))).isEqualTo(24);
    }

    @Test
    void a_day_of_a_cron_expression_has_as_many_pings_as_firings() {
        Instant noon = Instant.parse("2026-05-04T12:00:00Z");
        assertThat(cron("*/15 * * * *", "UTC").perDay(noon)).isEqualTo(96);
        assertThat(cron("0 3 * * 0", "UTC").perDay(noon)).isZero();
    }
}
