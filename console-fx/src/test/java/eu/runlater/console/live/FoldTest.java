package eu.runlater.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.wire.Answers;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.StreamEvent;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FoldTest {
    private final Fold fold = new Fold();

    private static StreamEvent event(ExecutionSummary... items) {
        return new StreamEvent("execution.finished", Answers.AT, items.length, List.of(items));
    }

    @Test
    void keeps_the_newest_state_of_each_execution() {
        fold.add("1", event(Answers.execution(1, "running")));
        fold.add("2", event(Answers.execution(2, "running")));
        fold.add("3", event(Answers.execution(1, "success")));
        LiveBatch batch = Objects.requireNonNull(fold.take());
        assertThat(batch.changed()).extracting(ExecutionSummary::status).containsExactly("success", "running");
        assertThat(batch.changes()).isEqualTo(3);
        assertThat(fold.take()).isNull();
    }

    @Test
    void holds_a_bounded_number_and_says_that_it_left_some_out() {
        for (int i = 0; i < Fold.MAX_CHANGED + 10; i++) {
            fold.add(Integer.toString(i + 1), event(Answers.execution(i, "running")));
        }
        LiveBatch batch = Objects.requireNonNull(fold.take());
        assertThat(batch.changed()).hasSize(Fold.MAX_CHANGED);
        assertThat(batch.incomplete()).isTrue();
    }

    @Test
    void ids_that_are_no_numbers_count_in_order_of_arrival() {
        fold.add("a", event(Answers.execution(1, "running")));
        fold.add("b", event(Answers.execution(1, "success")));
        assertThat(Objects.requireNonNull(fold.take()).changed().getFirst().status())
                .isEqualTo("success");
    }

    @Test
    void an_attempt_never_goes_backwards_whichever_way_the_news_came() {
        assertThat(Newest.of(Answers.execution(1, "success"), Answers.execution(1, "running"))
                        .status())
                .isEqualTo("success");
        assertThat(Newest.of(Answers.execution(1, "pending"), Answers.execution(1, "brand-new"))
                        .status())
                .isEqualTo("brand-new");
    }
}
