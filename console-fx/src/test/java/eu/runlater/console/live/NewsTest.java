package eu.runlater.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.api.Access;
import eu.runlater.console.wire.Answers;
import eu.runlater.console.wire.RawEngine;
import eu.runlater.console.wire.RawStream;
import eu.runlater.model.Changed;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewsTest {
    private final RawEngine engine = new RawEngine();
    private final ExecutorService fx = Executors.newSingleThreadExecutor();
    private final List<NewsBatch> queues = new CopyOnWriteArrayList<>();
    private final List<LiveBatch> executions = new CopyOnWriteArrayList<>();
    private final LiveState live = new LiveState(
            new Access(Access.address(engine.url()), "sk_live_test"),
            InstantSource.system(),
            fx,
            Duration.ofSeconds(60),
            Duration.ofMillis(20),
            () -> 0);

    @BeforeEach
    void listen() {
        live.onNews(Set.of("queue", "circuit"), queues::add);
        live.subscribe(executions::add);
        live.start();
    }

    @AfterEach
    void close() throws IOException {
        live.close();
        fx.close();
        engine.close();
    }

    private List<News> news() {
        return queues.stream().flatMap(batch -> batch.news().stream()).toList();
    }

    private static Changed thing(String name) {
        return new Changed(name, name, null);
    }

    @Test
    void a_room_hears_of_the_kinds_it_asked_for_and_of_no_others() {
        RawStream stream = engine.nextStream();
        stream.send(1, "task.updated", Answers.news("task.updated", 1, thing("nightly")));
        stream.send(2, "queue.paused", Answers.news("queue.paused", 1, thing("billing")));
        stream.send(3, "circuit.opened", Answers.news("circuit.opened", 1, thing("api.acme.test")));
        await().until(() -> news().size() == 2);

        assertThat(news()).extracting(News::type).containsExactly("queue.paused", "circuit.opened");
        assertThat(news().getFirst().what().id()).isEqualTo("billing");
        assertThat(queues).noneMatch(NewsBatch::incomplete);
        assertThat(executions).as("executions did not change").isEmpty();
    }

    @Test
    void a_message_that_names_not_all_or_cannot_be_read_says_ask_again() {
        RawStream stream = engine.nextStream();
        stream.send(1, "queue.updated", Answers.news("queue.updated", 80, thing("billing")));
        await().until(() -> queues.stream().anyMatch(NewsBatch::incomplete));
        queues.clear();
        stream.send(2, "queue.updated", "{not json");
        await().until(() -> queues.stream().anyMatch(NewsBatch::incomplete));
    }

    @Test
    void a_kind_of_a_newer_engine_is_skipped_and_counted() {
        RawStream stream = engine.nextStream();
        stream.send(1, "monitor.down", "{\"what\":\"ever\"}");
        stream.send(2, "queue.resumed", Answers.news("queue.resumed", 1, thing("billing")));
        await().until(() -> news().size() == 1);

        assertThat(live.skipped()).isEqualTo(1);
        assertThat(queues).noneMatch(NewsBatch::incomplete);
    }

    @Test
    void a_field_of_a_newer_engine_does_no_harm() {
        engine.nextStream()
                .send(
                        1,
                        "queue.paused",
                        "{\"type\":\"queue.paused\",\"count\":1,\"more\":{},\"items\":[{\"id\":\"a\",\"name\":\"a\",\"by\":\"x\"}]}");
        await().until(() -> news().size() == 1);
    }

    @Test
    void what_was_missed_while_the_stream_was_broken_is_asked_for() {
        RawStream stream = engine.nextStream();
        stream.send(7, "queue.paused", Answers.news("queue.paused", 1, thing("billing")));
        await().until(() -> news().size() == 1);
        stream.resync();
        await().until(() -> queues.stream().anyMatch(NewsBatch::incomplete));
    }

    @Test
    void more_news_than_anybody_reads_are_bounded() {
        NewsFold fold = new NewsFold();
        for (int i = 0; i < NewsFold.MAX_NEWS + 5; i++) {
            fold.add(new NewsFold.Message("task.updated", null, 1, List.of(thing("task-" + i))));
        }
        NewsBatch batch = Objects.requireNonNull(fold.take());
        assertThat(batch.news()).hasSize(NewsFold.MAX_NEWS);
        assertThat(batch.incomplete()).isTrue();
        assertThat(fold.take()).isNull();
    }
}
