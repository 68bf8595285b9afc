package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eu.runlater.console.executions.TimeScale.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    private static final Instant T = Instant.parse("2026-05-04T03:02:00Z");

    @Test
    void one_stretch_fills_the_line() {
        TimeScale scale = TimeScale.of(List.of(new Span(T, T.plusSeconds(10))), false);

        assertThat(scale.at(T)).isZero();
        assertThat(scale.at(T.plusSeconds(5))).isCloseTo(0.5, within(1e-9));
        assertThat(scale.at(T.plusSeconds(10))).isCloseTo(1, within(1e-9));
        assertThat(scale.folds()).isEmpty();
    }

    @Test
    void an_idle_gap_of_minutes_between_attempts_of_a_second_is_folded() {
        Instant second = T.plusSeconds(120);
        TimeScale scale =
                TimeScale.of(List.of(new Span(T, T.plusSeconds(1)), new Span(second, second.plusSeconds(1))), false);

        assertThat(scale.folds()).hasSize(1);
        assertThat(scale.folds().getFirst().length()).isEqualTo(Duration.ofSeconds(119));
        assertThat(scale.at(T.plusSeconds(1))).isGreaterThan(0.4);
        assertThat(scale.at(second.plusSeconds(1))).isCloseTo(1, within(1e-9));
    }

    @Test
    void true_scale_folds_nothing() {
        Instant second = T.plusSeconds(99);
        TimeScale scale =
                TimeScale.of(List.of(new Span(T, T.plusSeconds(1)), new Span(second, second.plusSeconds(1))), true);

        assertThat(scale.folds()).isEmpty();
        assertThat(scale.at(T.plusSeconds(1))).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void order_never_turns_round_however_many_gaps_fold() {
        List<Span> spans = java.util.stream.IntStream.range(0, 11)
                .mapToObj(i -> new Span(
                        T.plusSeconds(i * 1000L), T.plusSeconds(i * 1000L).plusMillis(5)))
                .toList();
        TimeScale scale = TimeScale.of(spans, false);

        double last = -1;
        for (Span span : spans) {
            assertThat(scale.at(span.from())).isGreaterThan(last);
            last = scale.at(span.to());
        }
        assertThat(last).isCloseTo(1, within(1e-9));
    }

    @Test
    void overlapping_stretches_count_once_and_what_lies_outside_sticks_to_the_ends() {
        TimeScale scale = TimeScale.of(
                List.of(new Span(T, T.plusSeconds(6)), new Span(T.plusSeconds(4), T.plusSeconds(10))), false);

        assertThat(scale.at(T.plusSeconds(5))).isCloseTo(0.5, within(1e-9));
        assertThat(scale.at(T.minusSeconds(1))).isZero();
        assertThat(scale.at(T.plusSeconds(11))).isEqualTo(1);
    }

    @Test
    void moments_without_length_share_the_line() {
        TimeScale scale = TimeScale.of(List.of(new Span(T, T)), false);

        assertThat(scale.at(T)).isZero();
    }
}
