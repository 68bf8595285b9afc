package eu.runlater.console.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveRowsTest {
    private record Thing(int id, String state) {}

    private final LiveRows<Integer, Thing> rows = new LiveRows<>(Thing::id, (_, incoming) -> incoming);

    private List<Integer> shown() {
        return rows.rows().stream().map(Row::key).toList();
    }

    @Test
    void a_known_row_changes_in_place_and_keeps_its_identity() {
        rows.show(List.of(new Thing(1, "running"), new Thing(2, "running")));
        Row<Integer, Thing> row = rows.rows().get(1);
        rows.merge(List.of(new Thing(2, "success")), _ -> true);
        assertThat(rows.rows().get(1)).isSameAs(row);
        assertThat(row.value().state()).isEqualTo("success");
    }

    @Test
    void new_rows_come_on_top_while_following_and_wait_otherwise() {
        rows.show(List.of(new Thing(1, "a")));
        rows.merge(List.of(new Thing(2, "a"), new Thing(3, "a")), _ -> true);
        assertThat(shown()).containsExactly(3, 2, 1);
        rows.followingProperty().set(false);
        rows.merge(List.of(new Thing(4, "a"), new Thing(5, "a")), _ -> true);
        assertThat(shown()).containsExactly(3, 2, 1);
        assertThat(rows.waitingProperty().get()).isEqualTo(2);
        rows.showWaiting();
        assertThat(shown()).containsExactly(5, 4, 3, 2, 1);
        assertThat(rows.waitingProperty().get()).isZero();
    }

    @Test
    void a_waiting_row_shows_its_newest_state_when_it_comes() {
        rows.followingProperty().set(false);
        rows.merge(List.of(new Thing(1, "running")), _ -> true);
        rows.merge(List.of(new Thing(1, "success")), _ -> true);
        rows.followingProperty().set(true);
        assertThat(rows.rows()).hasSize(1);
        assertThat(rows.rows().getFirst().value().state()).isEqualTo("success");
    }

    @Test
    void a_row_that_no_longer_matches_stays_and_says_so() {
        rows.show(List.of(new Thing(1, "failed")));
        rows.merge(List.of(new Thing(1, "success")), thing -> thing.state().equals("failed"));
        assertThat(shown()).containsExactly(1);
        assertThat(rows.rows().getFirst().matchingProperty().get()).isFalse();
        rows.show(List.of());
        assertThat(shown()).isEmpty();
    }

    @Test
    void a_fresh_page_keeps_the_rows_that_stay() {
        rows.show(List.of(new Thing(1, "a"), new Thing(2, "a")));
        Row<Integer, Thing> kept = rows.rows().get(1);
        rows.show(List.of(new Thing(2, "b"), new Thing(3, "b"), new Thing(3, "again")));
        assertThat(shown()).containsExactly(2, 3);
        assertThat(rows.rows().getFirst()).isSameAs(kept);
    }

    @Test
    void older_pages_go_below_without_repeating_rows() {
        rows.show(List.of(new Thing(3, "a"), new Thing(2, "a")));
        rows.append(List.of(new Thing(2, "a"), new Thing(1, "a")));
        assertThat(shown()).containsExactly(3, 2, 1);
    }

    @Test
    void memory_is_bounded_however_long_one_watches() {
        for (int i = 0; i < LiveRows.MAX_ROWS + 500; i += 100) {
            int from = i;
            rows.merge(
                    IntStream.range(from, from + 100)
                            .mapToObj(id -> new Thing(id, "a"))
                            .toList(),
                    _ -> true);
        }
        assertThat(rows.rows()).hasSize(LiveRows.MAX_ROWS);
        rows.followingProperty().set(false);
        rows.merge(
                IntStream.range(10_000, 15_000)
                        .mapToObj(id -> new Thing(id, "a"))
                        .toList(),
                _ -> true);
        assertThat(rows.waitingProperty().get()).isEqualTo(LiveRows.MAX_WAITING);
    }
}
