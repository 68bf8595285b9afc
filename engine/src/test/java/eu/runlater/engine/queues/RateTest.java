package eu.runlater.engine.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({"1/s,1000", "100/m,60000", "5/h,3600000", "1000000/d,86400000"})
    void a_rate_is_a_number_and_a_unit(String text, long periodMillis) {
        Rate rate = Rate.parse(text).orElseThrow();

        assertThat(rate.period()).isEqualTo(Duration.ofMillis(periodMillis));
        assertThat(rate).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "/m", "0/m", "5/", "5/w", "5m", "-1/s", "5/mm", "1.5/s", "99999999/s", "2000000/s"})
    void anything_else_is_none(String text) {
        assertThat(Rate.parse(text)).isEmpty();
    }

    /// Lets as many start as may, as fast as may be, and looks at every stretch of the rate's length.
    @ParameterizedTest
    @ValueSource(strings = {"1/s", "3/s", "7/s", "19/s", "20/s", "21/s", "100/s", "999/s", "100/m", "5000/m"})
    void no_stretch_of_its_length_has_more_starts_than_it_says(String text) {
        Rate rate = Rate.parse(text).orElseThrow();
        List<Instant> starts = new ArrayList<>();
        Instant now = Instant.parse("2026-05-04T00:00:00Z");
        QueueSettings queue = settings(rate, null);
        while (starts.size() < 4 * rate.count()) {
            int allowed = queue.allowedByRate(now);
            for (int i = 0; i < allowed; i++) {
                starts.add(now);
            }
            queue = settings(rate, queue.nextAfter(allowed, now));
            now = queue.nextStartAt() == null ? now : queue.nextStartAt();
        }

        for (int i = 0; i + rate.count() < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i), starts.get(i + rate.count())))
                    .isGreaterThanOrEqualTo(rate.period());
        }
        Duration whole = Duration.between(starts.getFirst(), starts.getLast());
        assertThat(whole).isLessThan(rate.period().multipliedBy(5)); // and it is not much slower than it may be
    }

    private static QueueSettings settings(Rate rate, @Nullable Instant next) {
        return new QueueSettings("q", 1, rate, next, false, null, null, null, false, null, 1);
    }
}
