package eu.runlater.console.queues;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.Purged;
import eu.runlater.console.api.QueueChange;
import eu.runlater.console.engine.Queue;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.live.News;
import eu.runlater.console.live.NewsBatch;
import eu.runlater.console.ui.Row;
import eu.runlater.model.Changed;
import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueListingTest {
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private List<QueueView> there =
            List.of(Queue.named("billing").view(), Queue.named("mail").places(4).view());
    private long nanos = Duration.ofMinutes(1).toNanos();
    private @Nullable ApiFailure failure;
    private final QueuesViewModel screen = new QueuesViewModel(
            new QueuesSource() {
                @Override
                public List<QueueView> queues() throws ApiFailure {
                    asked.add("queues");
                    if (failure != null) {
                        throw failure;
                    }
                    return there;
                }

                @Override
                public QueueView queue(String name) {
                    asked.add(name);
                    return there.stream()
                            .filter(queue -> queue.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                }

                @Override
                public QueueView change(String name, QueueChange change) {
                    return queue(name);
                }

                @Override
                public QueueView pause(String name, String reason) {
                    return Queue.named(name).paused("ops", reason, Runs.START).view();
                }

                @Override
                public QueueView resume(String name) {
                    return Queue.named(name).view();
                }

                @Override
                public Purged purge(String name, boolean dryRun, String reason) {
                    return new Purged(3, dryRun ? 0 : 3, 0);
                }

                @Override
                public List<CircuitView> circuits() {
                    asked.add("circuits");
                    return List.of();
                }

                @Override
                public void resetCircuit(String host) {
                    asked.add("reset " + host);
                }
            },
            new Background(calls::add, Runnable::run),
            () -> nanos);

    private void answerAll() {
        while (!calls.isEmpty()) {
            calls.removeFirst().run();
        }
    }

    private void later(Duration by) {
        nanos += by.toNanos();
        screen.tick();
        answerAll();
    }

    private void entered() {
        screen.refresh();
        answerAll();
        asked.clear();
    }

    @Test
    void however_much_happens_it_asks_at_most_every_other_second() {
        entered();
        for (int i = 0; i < 40; i++) {
            nanos += Duration.ofMillis(250).toNanos();
            screen.onBatch(new LiveBatch(List.of(Runs.run().succeeded()), 500, true, false));
            answerAll();
        }
        assertThat(asked.stream().filter("queues"::equals)).hasSizeBetween(4, 6);
    }

    @Test
    void without_news_it_asks_now_and_then() {
        entered();
        later(Duration.ofSeconds(10));
        assertThat(asked).isEmpty();
        later(Duration.ofSeconds(6));
        assertThat(asked).contains("queues", "circuits");
    }

    @Test
    void news_of_a_queue_ask_for_queues_only_and_news_left_out_for_all() {
        entered();
        nanos += Duration.ofSeconds(3).toNanos();
        screen.onNews(new NewsBatch(List.of(new News("queue.paused", new Changed("billing", "billing", null))), false));
        answerAll();
        assertThat(asked).containsExactly("queues");
        asked.clear();

        nanos += Duration.ofSeconds(3).toNanos();
        screen.onNews(new NewsBatch(List.of(), true));
        answerAll();
        assertThat(asked).contains("queues", "circuits");
    }

    @Test
    void a_row_keeps_its_identity_and_what_is_gone_stays_marked_until_it_is_read_afresh() {
        entered();
        List<Row<String, QueueView>> rows = List.copyOf(screen.queues().rows().rows());
        screen.queues().rows().followingProperty().set(false);
        there = List.of(Queue.named("mail").places(9).view());
        nanos += Duration.ofSeconds(20).toNanos();
        screen.tick();
        answerAll();

        assertThat(screen.queues().rows().rows()).isEqualTo(rows);
        assertThat(rows.getFirst().matchingProperty().get()).isFalse();
        assertThat(rows.getLast().value().concurrency()).isEqualTo(9);

        screen.refresh();
        answerAll();
        assertThat(screen.queues().rows().rows()).containsExactly(rows.getLast());
    }

    @Test
    void an_answer_older_than_an_action_does_not_turn_the_row_back() {
        entered();
        nanos += Duration.ofSeconds(3).toNanos();
        screen.onBatch(new LiveBatch(List.of(Runs.run().succeeded()), 1, false, false));
        Runnable slow = calls.removeFirst();
        there = List.of(
                Queue.named("billing").paused("ops", "", Runs.START).view(),
                Queue.named("mail").view());
        screen.pause("billing", "", _ -> {}, _ -> {});
        calls.removeLast().run();
        slow.run();
        assertThat(screen.queues().rows().rows().getFirst().value().paused()).isTrue();
        answerAll();
        assertThat(screen.queues().rows().rows().getFirst().value().paused()).isTrue();
    }

    @Test
    void a_failed_question_keeps_the_rows() {
        entered();
        failure = ApiFailure.unreachable(ApiFailure.Kind.CONNECT, "gone", null);
        screen.refresh();
        answerAll();
        assertThat(screen.queues().contentProperty().get()).isInstanceOf(Content.Rows.class);
        assertThat(screen.queues().failureProperty().get()).isSameAs(failure);
    }
}
