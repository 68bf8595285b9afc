package eu.runlater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "1s,1000", "30s,30000", "5m,300000", "2h,7200000", "1d,86400000", "1w,604800000", "0s,0"})
    void digits_and_a_unit_are_a_duration_and_print_back(String text, long millis) {
        assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
        assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"60s,1m", "1000ms,1s", "24h,1d", "90m,90m", "7d,1w", "61s,61s"})
    void the_shortest_text_is_printed(String text, String shortest) {
        assertThat(DurationText.parse(text).map(DurationText::of)).contains(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "30",
                "30 s",
                " 30s",
                "30s ",
                "-30s",
                "+30s",
                "1.5s",
                "30S",
                "1h30m",
                "30sec",
                "٣٠s",
                "1y",
                "9999999999999999s",
                "999999999999999w"
            })
    void anything_else_is_not(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
