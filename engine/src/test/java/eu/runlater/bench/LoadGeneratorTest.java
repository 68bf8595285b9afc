package eu.runlater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.receiver.Call;
import eu.runlater.receiver.Receiver;
import eu.runlater.receiver.ReceiverOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final byte[] MARKER = "\"number\":1".getBytes(StandardCharsets.US_ASCII);

    @Test
    void every_number_is_posted_once_with_a_body_that_is_whole() throws IOException {
        try (Receiver receiver = Receiver.start();
                LoadGenerator load = generator(receiver, "/status/202", 8, false)) {
            Load done = load.run(0, 1_000, Duration.ofSeconds(30));

            assertThat(done.accepted()).isEqualTo(1_000);
            assertThat(done.refused()).isZero();
            assertThat(done.answerTimes().count()).isEqualTo(1_000);
            assertThat(receiver.calls().stream().map(Call::bodyText).collect(Collectors.toSet()))
                    .isEqualTo(LongStream.range(0, 1_000)
                            .mapToObj(number -> String.format("{\"number\":1%010d}", number))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void an_answer_that_accepts_nothing_is_counted_apart_and_shown() throws IOException {
        try (Receiver receiver = Receiver.start();
                LoadGenerator load = generator(receiver, "/status/503", 2, false)) {
            Load done = load.run(0, 10, Duration.ofSeconds(30));

            assertThat(done.accepted()).isZero();
            assertThat(done.refused()).isEqualTo(10);
            assertThat(done.firstRefusal()).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void a_connection_that_waits_for_its_call_posts_the_next_task_only_after_it()
            throws IOException, InterruptedException {
        AtomicReference<@Nullable LoadGenerator> generator = new AtomicReference<>();
        Map<Long, Integer> seen = new ConcurrentHashMap<>();
        try (Receiver receiver = Receiver.start(ReceiverOptions.onAnyPort().withObserver((request, _, _) -> {
                    long number = request.numberInBody(MARKER);
                    seen.merge(number, 1, Integer::sum);
                    LoadGenerator to = generator.get();
                    if (to != null && number != 5) {
                        to.called(number);
                    }
                }));
                LoadGenerator load = generator(receiver, "/status/202", 1, true)) {
            generator.set(load);
            Thread late = Thread.ofVirtual().start(() -> {
                while (!seen.containsKey(5L)) {
                    Thread.onSpinWait();
                }
                load.called(5);
            });

            assertThat(load.run(0, 10, Duration.ofSeconds(30)).accepted()).isEqualTo(10);
            assertThat(seen).hasSize(10);
            assertThat(late.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static LoadGenerator generator(Receiver receiver, String path, int connections, boolean untilCalled)
            throws IOException {
        RequestTemplate template =
                RequestTemplate.post(path, "localhost", "key", "{\"number\":1" + RequestTemplate.NUMBER + "}");
        return new LoadGenerator(
                new InetSocketAddress("127.0.0.1", receiver.port()), connections, template, untilCalled);
    }
}
