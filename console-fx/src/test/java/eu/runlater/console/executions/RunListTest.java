package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunListTest {
    private final RunList list = new RunList(Grouping.RUNS);
    private final Runs first = Runs.run().named("first");
    private final Runs second = Runs.run().named("second");

    @Nested
    class Changes {
        @Test
        void change_the_payload_and_leave_the_list_alone() {
            list.reset(Grouping.RUNS, List.of(first.pending(), second.pending()));
            List<String> listChanges = new ArrayList<>();
            list.rows().addListener((ListChangeListener<RunRow>) change -> listChanges.add(change.toString()));
            RunRow row = list.rows().getFirst();

            list.fold(List.of(first.running()));
            list.fold(List.of(first.succeeded()));

            assertThat(list.rows().getFirst()).isSameAs(row);
            assertThat(row.summary().state()).isEqualTo(ExecutionStatus.SUCCESS);
            assertThat(row.changesProperty().get()).isEqualTo(2);
            assertThat(listChanges).isEmpty();
        }

        @Test
        void that_arrive_in_the_wrong_order_end_in_the_newest_state() {
            ExecutionSummary pending = first.pending();
            ExecutionSummary running = first.running();
            ExecutionSummary success = first.succeeded();
            list.reset(Grouping.RUNS, List.of(pending));

            list.fold(List.of(success));
            list.fold(List.of(running, pending));

            assertThat(list.rows().getFirst().summary()).isEqualTo(success);
        }

        @Test
        void of_a_later_attempt_show_in_the_row_of_the_run() {
            list.reset(Grouping.RUNS, List.of(first.running()));

            list.fold(List.of(first.failedWithRetry(500, "down", Duration.ofMinutes(2)), first.running()));

            assertThat(list.rows()).hasSize(1);
            assertThat(list.rows().getFirst().summary().attempt()).isEqualTo(2);
        }

        @Test
        void of_unknown_rows_are_not_listed_because_only_the_engine_knows_whether_they_match() {
            list.reset(Grouping.RUNS, List.of(first.pending()));

            list.fold(List.of(second.running()));

            assertThat(list.rows()).hasSize(1);
            assertThat(list.waitingCount()).isZero();
        }
    }

    @Nested
    class Arrivals {
        @Test
        void wait_until_they_are_asked_for_and_then_come_in_one_batch_at_the_top() {
            ExecutionSummary old = first.pending();
            list.reset(Grouping.RUNS, List.of(old));
            ExecutionSummary newer = second.due(Runs.START.plusSeconds(5)).pending();
            ExecutionSummary newest = Runs.run().due(Runs.START.plusSeconds(9)).pending();
            List<String> listChanges = new ArrayList<>();
            list.rows().addListener((ListChangeListener<RunRow>) change -> listChanges.add(change.toString()));

            list.arrive(List.of(newest, newer, old));
            assertThat(list.rows()).hasSize(1);
            assertThat(list.waitingCount()).isEqualTo(2);
            int shown = list.showWaiting();

            assertThat(shown).isEqualTo(2);
            assertThat(list.rows()).extracting(RunRow::summary).containsExactly(newest, newer, old);
            assertThat(list.waitingCount()).isZero();
            assertThat(listChanges).hasSize(1);
        }

        @Test
        void keep_changing_while_they_wait() {
            list.arrive(List.of(first.pending()));
            list.fold(List.of(first.succeeded()));

            list.showWaiting();

            assertThat(list.rows().getFirst().summary().state()).isEqualTo(ExecutionStatus.SUCCESS);
        }

        @Test
        void are_counted_once_however_often_the_engine_names_them() {
            list.arrive(List.of(first.pending()));
            list.arrive(List.of(first.running(), second.pending()));

            assertThat(list.waitingCount()).isEqualTo(2);
        }
    }

    @Test
    void a_fresh_page_keeps_the_identity_of_rows_that_are_still_in_it() {
        list.reset(Grouping.RUNS, List.of(first.pending(), second.pending()));
        RunRow kept = list.rows().get(1);

        list.reset(Grouping.RUNS, List.of(second.running()));

        assertThat(list.rows()).containsExactly(kept);
        assertThat(kept.summary().state()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void an_older_page_that_overlaps_lists_no_row_twice() {
        list.reset(Grouping.RUNS, List.of(first.pending(), second.pending()));

        list.append(List.of(second.pending(), Runs.run().pending()));

        assertThat(list.rows()).hasSize(3);
    }

    @Test
    void a_row_that_stopped_matching_stays_until_the_list_is_asked_for_again() {
        list.reset(Grouping.RUNS, List.of(first.pending(), second.pending()));

        list.matching(List.of(first.runId(), second.runId()), Set.of(second.runId()));

        assertThat(list.rows()).extracting(RunRow::matching).containsExactly(false, true);
    }

    @Test
    void single_attempts_of_one_run_are_separate_rows() {
        ExecutionSummary failed = first.failedWithRetry(500, "down", Duration.ofMinutes(2));
        ExecutionSummary next = first.pending();

        list.reset(Grouping.ATTEMPTS, List.of(next, failed));

        assertThat(list.rows()).extracting(RunRow::key).containsExactly(next.id(), failed.id());
    }

    @Test
    void a_followed_list_lets_the_oldest_rows_go() {
        List<ExecutionSummary> many = new ArrayList<>();
        for (int i = 0; i < RunList.MOST_FOLLOWED + 10; i++) {
            many.add(Runs.run().pending());
        }
        list.reset(Grouping.RUNS, many);

        assertThat(list.trim()).isTrue();

        assertThat(list.rows()).hasSize(RunList.MOST_FOLLOWED);
        assertThat(list.find(many.getLast().runId())).isNull();
        assertThat(list.find(many.getFirst().runId())).isNotNull();
    }
}
