package eu.runlater.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.engine.NightShift;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverviewViewModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:07:41Z");

    private final NightShift night = new NightShift(NOW);
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private int counted;
    private long nanos = Duration.ofMinutes(1).toNanos();
    private @Nullable ApiFailure failure;
    private final OverviewViewModel screen = new OverviewViewModel(
            new OverviewSource() {
                @Override
                public Overview overview() throws ApiFailure {
                    counted++;
                    if (failure != null) {
                        throw failure;
                    }
                    return night.overview();
                }

                @Override
                public EngineStatus engine() {
                    return night.status();
                }

                @Override
                public Usage usage() {
                    return night.usage(0.5);
                }

                @Override
                public List<ExecutionSummary> lately(int count) {
                    return List.of();
                }
            },
            new Background(calls::add, Runnable::run),
            () -> nanos);

    private void answerAll() {
        while (!calls.isEmpty()) {
            calls.removeFirst().run();
        }
    }

    private void happened() {
        screen.onBatch(new LiveBatch(List.of(Runs.run().succeeded()), 500, true, false));
        answerAll();
    }

    @Test
    void however_much_happens_the_numbers_are_counted_at_most_every_other_second() {
        screen.refresh();
        answerAll();
        for (int i = 0; i < 40; i++) {
            nanos += Duration.ofMillis(250).toNanos();
            happened();
        }

        assertThat(counted).isBetween(5, 7);
    }

    @Test
    void without_news_they_are_counted_again_now_and_then() {
        screen.refresh();
        answerAll();
        nanos += Duration.ofSeconds(10).toNanos();
        screen.tick();
        answerAll();
        assertThat(counted).isEqualTo(1);

        nanos += Duration.ofSeconds(6).toNanos();
        screen.tick();
        answerAll();
        assertThat(counted).isEqualTo(2);
    }

    @Test
    void a_failed_count_keeps_the_last_numbers_and_says_so() {
        screen.refresh();
        answerAll();
        failure = ApiFailure.unreachable(ApiFailure.Kind.CONNECT, "gone", null);
        screen.refresh();
        answerAll();

        assertThat(screen.overviewProperty().get()).isNotNull();
        assertThat(screen.failureProperty().get()).isSameAs(failure);
    }

    @Test
    void the_tail_has_what_ended_newest_first_and_stands_still_while_it_is_held() {
        ExecutionSummary first = Runs.run().due(NOW).succeeded();
        ExecutionSummary second = Runs.run().due(NOW.plusSeconds(1)).failed(500, "down");
        screen.onBatch(new LiveBatch(List.of(first, Runs.run().pending()), 2, false, false));
        screen.holdTail(true);
        screen.onBatch(new LiveBatch(List.of(second), 1, false, false));
        assertThat(screen.tail()).containsExactly(first);

        screen.holdTail(false);
        assertThat(screen.tail()).containsExactly(second, first);
    }

    @Test
    void nothing_ever_run_is_told_from_nothing_failing() {
        assertThat(OverviewViewModel.isUnused(NightShift.nothingYet(NOW))).isTrue();
        assertThat(OverviewViewModel.isUnused(night.calm())).isFalse();
    }
}
