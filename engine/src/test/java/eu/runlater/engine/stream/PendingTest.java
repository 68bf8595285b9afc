package eu.runlater.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.runtime.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PendingTest {
    private static final Instant AT = Instant.parse("2026-05-04T09:30:00Z");
    private static final UUID TASK = UUID.randomUUID();

    private static LogRow row(String type, int count, @Nullable UUID task, int... numbers) {
        String items = IntStream.of(numbers)
                .mapToObj(n -> "{\"n\":" + n + ",\"task_id\":\"" + task + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return new LogRow(1, UUID.randomUUID(), type, AT, count, items);
    }

    private static JsonNode data(Frame frame) {
        String text = new String(frame.bytes(), StandardCharsets.UTF_8);
        return Json.WIRE.readTree(text.substring(text.indexOf("data: ") + 6));
    }

    private static List<Integer> numbers(Frame frame) {
        return data(frame)
                .path("items")
                .valueStream()
                .map(item -> item.path("n").asInt())
                .toList();
    }

    @Test
    void a_message_shows_the_newest_fifty_and_counts_all() {
        Pending pending = new Pending(null);
        for (int i = 0; i < 12; i++) {
            pending.add(row("a", 20, TASK, IntStream.range(i * 20, i * 20 + 20).toArray()));
        }
        Frame frame = pending.take(10, 7).getFirst();
        assertThat(numbers(frame)).isEqualTo(IntStream.range(190, 240).boxed().toList());
        assertThat(data(frame).path("count").asInt()).isEqualTo(240);
        assertThat(data(frame).path("at").asString()).isEqualTo("2026-05-04T09:30:00.000Z");
    }

    @Test
    void rows_whose_items_were_left_out_still_count() {
        Pending pending = new Pending(null);
        pending.add(new LogRow(1, UUID.randomUUID(), "a", AT, 50, null));
        pending.add(row("a", 50, TASK, IntStream.range(0, 50).toArray()));
        Frame frame = pending.take(1, 7).getFirst();
        assertThat(data(frame).path("count").asInt()).isEqualTo(100);
        assertThat(numbers(frame)).hasSize(50);
    }

    @Test
    void only_the_last_message_of_all_carries_the_id() {
        Pending pending = new Pending(null);
        List.of("a", "b", "c").forEach(type -> pending.add(row(type, 1, TASK, 1)));
        List<Frame> first = pending.take(2, 7);
        List<Frame> rest = pending.take(2, 8);
        assertThat(first).extracting(Frame::type).containsExactly("a", "b");
        assertThat(first).noneMatch(PendingTest::hasId);
        assertThat(rest).singleElement().matches(PendingTest::hasId);
        assertThat(pending.types()).isZero();
    }

    private static boolean hasId(Frame frame) {
        return new String(frame.bytes(), StandardCharsets.UTF_8).contains("\nid: ");
    }

    @Test
    void of_one_task_shows_its_own_and_counts_what_it_cannot_see() {
        Pending pending = new Pending(TASK);
        pending.add(row("a", 2, UUID.randomUUID(), 1, 2));
        assertThat(pending.types()).isZero();
        pending.add(row("a", 5, TASK, 3, 4));
        Frame frame = pending.take(1, 7).getFirst();
        assertThat(numbers(frame)).containsExactly(3, 4);
        assertThat(data(frame).path("count").asInt()).isEqualTo(5);
    }
}
