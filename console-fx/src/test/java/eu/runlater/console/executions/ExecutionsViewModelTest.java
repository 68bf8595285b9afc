package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.executions.ExecutionsViewModel.Content;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.ui.Row;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExecutionsViewModelTest {
    private final ScriptedSource engine = new ScriptedSource();
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private long nanos;
    private final ExecutionsViewModel screen =
            new ExecutionsViewModel(engine, new Background(calls::add, Runnable::run), () -> nanos);

    private void answerAll() {
        while (!calls.isEmpty()) {
            calls.removeFirst().run();
        }
    }

    private void opened() {
        screen.refresh();
        answerAll();
        screen.rows().followingProperty().set(false);
    }

    private void happened(ExecutionSummary... summaries) {
        engine.put(summaries);
        screen.onBatch(new LiveBatch(List.of(summaries), summaries.length, false, false));
        answerAll();
    }

    private void aSecondPasses() {
        nanos += Duration.ofSeconds(1).toNanos();
        screen.tick();
        answerAll();
    }

    private List<ExecutionSummary> listed() {
        return screen.rows().rows().stream().map(Row::value).toList();
    }

    private Row<UUID, ExecutionSummary> row(Runs run) {
        return Objects.requireNonNull(screen.rows().find(run.runId()));
    }

    @Nested
    class Live_changes {
        @Test
        void change_the_row_of_the_run_in_place() {
            Runs run = Runs.run();
            engine.put(run.pending());
            opened();
            Row<UUID, ExecutionSummary> row = screen.rows().rows().getFirst();
            List<String> listChanges = new ArrayList<>();
            screen.rows().rows().addListener((ListChangeListener<Object>) change -> listChanges.add("" + change));

            happened(run.running());
            happened(run.failedWithRetry(500, "down", Duration.ofMinutes(2)));
            happened(run.pending());
            happened(run.running());
            aSecondPasses();

            assertThat(screen.rows().rows().getFirst()).isSameAs(row);
            assertThat(row.value().attempt()).isEqualTo(2);
            assertThat(listChanges).isEmpty();
        }

        @Test
        void in_the_wrong_order_end_in_the_newest_state() {
            Runs run = Runs.run();
            ExecutionSummary pending = run.pending();
            ExecutionSummary running = run.running();
            ExecutionSummary success = run.succeeded();
            engine.put(pending);
            opened();

            happened(success);
            happened(running, pending);

            assertThat(listed()).containsExactly(success);
        }

        @Test
        void five_hundred_a_second_for_ten_seconds_move_no_row_and_replace_no_holder() {
            List<Runs> runs = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Runs run = Runs.run().due(Runs.START.minusSeconds(i)).attempts(100);
                runs.add(run);
                engine.put(run.pending());
            }
            opened();
            List<Row<UUID, ExecutionSummary>> before = List.copyOf(screen.rows().rows());
            List<String> listChanges = new ArrayList<>();
            screen.rows().rows().addListener((ListChangeListener<Object>) change -> listChanges.add("" + change));

            int arrivals = 0;
            for (int quarter = 0; quarter < 40; quarter++) {
                List<ExecutionSummary> changed = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    Runs run = runs.get((quarter * 100 + i) % runs.size());
                    changed.add(run.running());
                    changed.add(run.failedWithRetry(503, "busy", Duration.ofSeconds(1)));
                }
                for (int i = 0; i < 25; i++) {
                    changed.add(Runs.run().due(Runs.START.plusSeconds(quarter)).pending());
                    arrivals++;
                }
                nanos += Duration.ofMillis(250).toNanos();
                happened(changed.toArray(ExecutionSummary[]::new));
            }
            aSecondPasses();

            assertThat(screen.rows().rows()).isEqualTo(before);
            assertThat(listChanges).isEmpty();
            assertThat(screen.rows().waitingProperty().get()).isPositive().isLessThanOrEqualTo(arrivals);
            assertThat(engine.asked.stream().filter(String::isEmpty).count())
                    .as("questions for the newest page")
                    .isLessThanOrEqualTo(13);
        }
    }

    @Nested
    class Arrivals_on_an_unfollowed_list {
        @Test
        void wait_behind_the_pill_until_they_are_asked_for() {
            ExecutionSummary old = Runs.run().succeeded();
            engine.put(old);
            opened();
            ExecutionSummary fresh = Runs.run().due(Runs.START.plusSeconds(9)).pending();

            happened(fresh);

            assertThat(listed()).containsExactly(old);
            assertThat(screen.rows().waitingProperty().get()).isEqualTo(1);
            screen.showArrived();
            assertThat(listed()).containsExactly(fresh, old);
        }

        @Test
        void are_only_those_the_engine_says_match() {
            engine.matches = summary -> summary.taskName().startsWith("nightly");
            ExecutionSummary match = Runs.run().named("nightly-a").pending();
            engine.put(match);
            screen.show(new ExecutionQuery("task:nightly-*", true));
            answerAll();
            screen.rows().followingProperty().set(false);

            happened(Runs.run().named("hourly").pending());

            assertThat(screen.rows().waitingProperty().get()).isZero();
        }

        @Test
        void too_many_to_fetch_are_shown_by_asking_for_the_list_again() {
            engine.put(Runs.run().succeeded());
            opened();
            ExecutionSummary[] flood = new ExecutionSummary[ExecutionsViewModel.PAGE + 50];
            for (int i = 0; i < flood.length; i++) {
                flood[i] = Runs.run().due(Runs.START.plusSeconds(i + 1)).pending();
            }

            happened(flood);
            assertThat(screen.moreArrivedThanFetched()).isTrue();
            screen.showArrived();
            answerAll();

            assertThat(listed()).hasSize(ExecutionsViewModel.PAGE).contains(flood[flood.length - 1]);
            assertThat(screen.moreToLoadProperty().get()).isTrue();
        }
    }

    @Test
    void a_followed_list_shows_arrivals_at_once_and_is_replaced_when_overtaken() {
        engine.put(Runs.run().succeeded());
        screen.refresh();
        answerAll();

        happened(Runs.run().due(Runs.START.plusSeconds(1)).pending());
        assertThat(listed()).hasSize(2);

        ExecutionSummary[] flood = new ExecutionSummary[ExecutionsViewModel.PAGE * 2];
        for (int i = 0; i < flood.length; i++) {
            flood[i] = Runs.run().due(Runs.START.plusSeconds(i + 2)).pending();
        }
        engine.put(flood);
        screen.onBatch(new LiveBatch(List.of(), flood.length, true, false));
        aSecondPasses();

        assertThat(listed()).hasSize(ExecutionsViewModel.PAGE);
        assertThat(screen.moreToLoadProperty().get()).isTrue();
    }

    @Test
    void a_row_that_no_longer_matches_stays_and_says_so() {
        engine.matches = summary -> summary.state() == ExecutionStatus.RUNNING;
        Runs first = Runs.run();
        Runs second = Runs.run();
        engine.put(first.running(), second.running());
        screen.show(new ExecutionQuery("status:running", true));
        answerAll();

        happened(first.succeeded());
        aSecondPasses();

        assertThat(row(first).matchingProperty().get()).isFalse();
        assertThat(row(second).matchingProperty().get()).isTrue();
        assertThat(listed()).hasSize(2);

        screen.refresh();
        answerAll();
        assertThat(listed()).extracting(ExecutionSummary::runId).containsExactly(second.runId());
    }

    @Test
    void a_late_answer_to_an_older_question_is_dropped() {
        ExecutionSummary nightly = Runs.run().named("nightly").pending();
        engine.put(nightly, Runs.run().named("hourly").pending());
        screen.show(new ExecutionQuery("task:hourly", true));
        Deque<Runnable> slow = new ArrayDeque<>(calls);
        calls.clear();
        engine.matches = summary -> summary.taskName().equals("nightly");
        screen.show(new ExecutionQuery("task:nightly", true));
        answerAll();

        engine.matches = summary -> summary.taskName().equals("hourly");
        slow.forEach(Runnable::run);

        assertThat(listed()).containsExactly(nightly);
    }

    @Test
    void older_pages_are_fetched_one_at_a_time_until_there_are_none() {
        for (int i = 0; i < ExecutionsViewModel.PAGE + 10; i++) {
            engine.put(Runs.run().due(Runs.START.minusSeconds(i)).succeeded());
        }
        opened();

        screen.loadOlder();
        screen.loadOlder();
        assertThat(calls).hasSize(1);
        answerAll();
        screen.loadOlder();

        assertThat(calls).isEmpty();
        assertThat(listed()).hasSize(ExecutionsViewModel.PAGE + 10);
        assertThat(screen.moreToLoadProperty().get()).isFalse();
    }

    @Nested
    class What_is_shown {
        private final ApiFailure down =
                new ApiFailure(ApiFailure.Kind.REFUSED, 503, "unavailable", "Try later.", Map.of(), "req-1", null);

        @Test
        void is_first_use_when_nothing_was_ever_run() {
            opened();
            assertThat(screen.contentProperty().get()).isEqualTo(new Content.FirstUse());
        }

        @Test
        void is_the_total_that_exists_when_nothing_matches() {
            engine.put(Runs.run().succeeded(), Runs.run().succeeded());
            engine.matches = _ -> false;
            screen.show(new ExecutionQuery("status:failed", true));
            answerAll();

            assertThat(screen.contentProperty().get()).isEqualTo(new Content.NoMatch(2L));
        }

        @Test
        void is_the_failure_when_there_never_was_an_answer() {
            engine.failure = down;
            opened();
            assertThat(screen.contentProperty().get()).isEqualTo(new Content.Failed(down));
        }

        @Test
        void is_the_last_good_list_with_a_message_when_asking_again_fails() {
            ExecutionSummary run = Runs.run().succeeded();
            engine.put(run);
            opened();
            engine.failure = down;

            screen.refresh();
            answerAll();

            assertThat(listed()).containsExactly(run);
            assertThat(screen.failureProperty().get()).isSameAs(down);

            engine.failure = null;
            screen.refresh();
            answerAll();
            assertThat(screen.failureProperty().get()).isNull();
        }

        @Test
        void is_the_first_run_as_soon_as_there_is_one() {
            opened();
            happened(Runs.run().pending());
            aSecondPasses();
            assertThat(screen.contentProperty().get()).isEqualTo(new Content.Rows());
            assertThat(listed()).hasSize(1);
        }
    }

    @Test
    void single_attempts_of_one_run_are_rows_of_their_own() {
        Runs run = Runs.run();
        ExecutionSummary failed = run.failedWithRetry(500, "down", Duration.ofMinutes(2));
        ExecutionSummary next = run.pending();
        engine.put(failed, next);
        opened();
        assertThat(listed()).containsExactly(failed);

        screen.switchGrouping();
        answerAll();

        assertThat(listed()).containsExactly(next, failed);
    }

    @Test
    void a_stream_that_cannot_be_continued_asks_for_everything_again() {
        engine.put(Runs.run().succeeded());
        opened();
        ExecutionSummary missed = Runs.run().due(Runs.START.plusSeconds(3)).succeeded();
        engine.put(missed);

        screen.onBatch(new LiveBatch(List.of(), 0, false, true));
        answerAll();

        assertThat(listed()).contains(missed);
    }
}
