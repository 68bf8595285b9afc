package eu.runlater.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.api.Access;
import eu.runlater.console.wire.Answers;
import eu.runlater.console.wire.RawEngine;
import eu.runlater.console.wire.RawStream;
import eu.runlater.model.ExecutionSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStateTest {
    private static final Duration LONG_SILENCE = Duration.ofSeconds(60);
    /// Always the shortest wait.
    private static final RandomGenerator NO_JITTER = () -> 0;

    private final RawEngine engine = new RawEngine();
    private final ExecutorService fx = Executors.newSingleThreadExecutor();
    private final List<LiveBatch> batches = new CopyOnWriteArrayList<>();
    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    private LiveState live = state(fx, LONG_SILENCE, Duration.ofMillis(20));

    private LiveState state(Executor executor, Duration silence, Duration betweenBatches) {
        Access access = new Access(Access.address(engine.url()), "sk_live_test");
        return new LiveState(access, InstantSource.system(), executor, silence, betweenBatches, NO_JITTER);
    }

    @BeforeEach
    void listen() {
        follow(live);
    }

    private void follow(LiveState state) {
        state.subscribe(batches::add);
        state.connectionProperty().addListener((_, _, now) -> states.add(now));
    }

    @AfterEach
    void close() throws IOException {
        live.close();
        fx.close();
        engine.close();
    }

    private List<ExecutionSummary> changed() {
        List<ExecutionSummary> all = new ArrayList<>();
        batches.forEach(batch -> all.addAll(batch.changed()));
        return all;
    }

    private void awaitState(Class<? extends ConnectionState> state) {
        await().until(() -> !states.isEmpty() && state.isInstance(states.getLast()));
    }

    @Test
    void sends_the_key_and_is_live_once_the_stream_is_open() {
        live.start();
        engine.nextStream();
        awaitState(ConnectionState.Live.class);
        assertThat(engine.asked("/api/v1/events").getFirst().header("Authorization"))
                .isEqualTo("Bearer sk_live_test");
    }

    @Test
    void an_event_becomes_a_batch() {
        live.start();
        engine.nextStream()
                .send(1, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(1, "success")));
        await().until(() -> changed().size() == 1);
        assertThat(batches.getFirst().incomplete()).isFalse();
        assertThat(changed().getFirst().status()).isEqualTo("success");
    }

    @Test
    void a_repeated_and_a_late_event_do_not_turn_a_row_back() {
        live.start();
        RawStream stream = engine.nextStream();
        stream.send(7, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(1, "success")));
        await().until(() -> changed().size() == 1);
        stream.send(5, "execution.started", Answers.event("execution.started", 1, Answers.execution(1, "running")));
        stream.send(7, "execution.started", Answers.event("execution.started", 1, Answers.execution(1, "running")));
        stream.send(8, "execution.started", Answers.event("execution.started", 1, Answers.execution(2, "running")));
        await().until(() ->
                changed().stream().anyMatch(execution -> execution.id().equals(Answers.id(2))));
        assertThat(changed()).extracting(ExecutionSummary::status).containsExactly("success", "running");
    }

    @Test
    void a_message_without_an_id_of_its_own_counts() {
        live.start();
        RawStream stream = engine.nextStream();
        stream.send(7, "execution.started", Answers.event("execution.started", 1, Answers.execution(1, "running")));
        stream.raw("event: execution.finished\ndata: "
                + Answers.event("execution.finished", 1, Answers.execution(1, "success")) + "\n\n");
        await().until(() ->
                changed().stream().anyMatch(execution -> execution.status().equals("success")));
    }

    @Test
    void a_message_that_stands_for_more_than_it_names_says_so() {
        live.start();
        engine.nextStream()
                .send(
                        1,
                        "execution.finished",
                        Answers.event("execution.finished", 500, Answers.execution(1, "success")));
        await().until(() -> !batches.isEmpty());
        assertThat(batches.getFirst().incomplete()).isTrue();
        assertThat(batches.getFirst().changes()).isEqualTo(500);
    }

    @Test
    void what_cannot_be_read_is_asked_for_again_and_the_stream_goes_on() {
        live.start();
        RawStream stream = engine.nextStream();
        stream.send(1, "execution.finished", "{not json");
        await().until(() -> batches.stream().anyMatch(LiveBatch::incomplete));
        stream.send(2, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(1, "success")));
        await().until(() -> changed().size() == 1);
    }

    @Test
    void an_event_of_a_newer_engine_is_skipped() {
        live.start();
        RawStream stream = engine.nextStream();
        stream.send(1, "monitor.down", "{\"what\":\"ever\"}");
        stream.send(2, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(1, "success")));
        await().until(() -> changed().size() == 1);
        assertThat(batches).noneMatch(LiveBatch::incomplete);
    }

    @Test
    void after_a_cut_it_goes_on_where_it_was() {
        live.start();
        RawStream first = engine.nextStream();
        first.send(41, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(1, "success")));
        await().until(() -> changed().size() == 1);
        first.cut();
        RawStream second = engine.nextStream();
        assertThat(second.lastEventId()).isEqualTo("41");
        awaitState(ConnectionState.Live.class);
        assertThat(states).hasAtLeastOneElementOfType(ConnectionState.Offline.class);
    }

    @Test
    void a_gap_that_cannot_be_resumed_is_read_again() {
        live.start();
        engine.nextStream().end();
        engine.nextStream();
        await().until(() -> batches.stream().anyMatch(LiveBatch::resync));
    }

    @Test
    void the_engines_word_that_the_id_is_too_old_reaches_the_screens() {
        live.start();
        RawStream stream = engine.nextStream();
        stream.send(90, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(1, "success")));
        await().until(() -> changed().size() == 1);
        stream.resync();
        await().until(() -> batches.stream().anyMatch(LiveBatch::resync));
        stream.send(3, "execution.started", Answers.event("execution.started", 1, Answers.execution(1, "running")));
        await().until(() -> changed().size() == 2);
    }

    @Test
    void a_refused_key_is_not_tried_again() {
        engine.streamAnswers(401);
        live.start();
        awaitState(ConnectionState.Unauthorized.class);
        assertThat(engine.asked("/api/v1/events")).hasSize(1);
    }

    @Test
    void a_key_revoked_while_the_stream_is_open_ends_it() {
        live.start();
        RawStream stream = engine.nextStream();
        engine.streamAnswers(401);
        stream.cut();
        awaitState(ConnectionState.Unauthorized.class);
    }

    @Test
    void failing_tries_are_counted_and_say_when_the_next_one_is() {
        engine.streamAnswers(503);
        live.start();
        await().until(() -> states.stream()
                .anyMatch(state -> state instanceof ConnectionState.Offline offline && offline.attempt() == 2));
        ConnectionState.Offline offline = (ConnectionState.Offline) states.getLast();
        assertThat(offline.heard()).isNull();
        assertThat(offline.reason()).contains("503");
    }

    @Test
    void retry_now_does_not_wait() {
        engine.streamAnswers(503);
        live.start();
        awaitState(ConnectionState.Offline.class);
        engine.streamAnswers(200);
        live.retryNow();
        engine.nextStream();
        awaitState(ConnectionState.Live.class);
    }

    @Test
    void silence_of_two_heartbeats_is_stale_even_if_the_socket_is_open() {
        live.close();
        live = state(fx, Duration.ofMillis(300), Duration.ofMillis(20));
        follow(live);
        live.start();
        engine.nextStream();
        await().until(() -> states.stream().anyMatch(ConnectionState.Stale.class::isInstance));
        engine.nextStream();
        awaitState(ConnectionState.Live.class);
    }

    @Test
    void a_heartbeat_comment_counts_as_heard() {
        live.start();
        RawStream stream = engine.nextStream();
        awaitState(ConnectionState.Live.class);
        var before = live.heardAt();
        stream.heartbeat();
        await().until(() -> live.heardAt() != null && !live.heardAt().equals(before));
    }

    @Test
    void while_paused_changes_are_folded_and_come_as_one_batch_afterwards() {
        live.start();
        RawStream stream = engine.nextStream();
        awaitState(ConnectionState.Live.class);
        fx.execute(live::pause);
        awaitState(ConnectionState.Paused.class);
        var before = live.heardAt();
        for (int i = 1; i <= 50; i++) {
            stream.send(i, "execution.started", Answers.event("execution.started", 1, Answers.execution(7, "running")));
        }
        stream.send(51, "execution.finished", Answers.event("execution.finished", 1, Answers.execution(7, "success")));
        await().until(() -> live.heardAt() != null && !live.heardAt().equals(before));
        assertThat(batches).isEmpty();
        fx.execute(live::resume);
        await().until(() ->
                changed().stream().anyMatch(execution -> execution.status().equals("success")));
        assertThat(states.getLast()).isInstanceOf(ConnectionState.Live.class);
    }

    @Test
    void a_busy_fx_thread_gets_one_batch_however_many_events_came() {
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        live.close();
        live = state(waiting::add, LONG_SILENCE, Duration.ofMillis(1));
        live.subscribe(batches::add);
        live.start();
        RawStream stream = engine.nextStream();
        for (int i = 1; i <= 300; i++) {
            stream.send(i, "execution.started", Answers.event("execution.started", 1, Answers.execution(i, "running")));
        }
        stream.send(301, "last", "{}");
        // One for the state "live", one for a batch; whatever came meanwhile is folded into the next.
        await().until(() -> waiting.size() == 2);
        while (changed().size() < 300) {
            int had = waiting.size();
            List<Runnable> now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
            if (changed().size() < 300) {
                await().until(() -> !waiting.isEmpty());
            }
            assertThat(had).isLessThanOrEqualTo(2);
        }
        assertThat(batches.size()).as("batches of 300 events").isLessThan(150);
    }

    @Test
    void nothing_is_delivered_after_closing() {
        live.start();
        RawStream stream = engine.nextStream();
        awaitState(ConnectionState.Live.class);
        live.close();
        await().untilAsserted(() -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> stream.send(
                        1,
                        "execution.finished",
                        Answers.event("execution.finished", 1, Answers.execution(1, "success"))))
                .isInstanceOf(java.io.UncheckedIOException.class));
        assertThat(batches).isEmpty();
    }
}
