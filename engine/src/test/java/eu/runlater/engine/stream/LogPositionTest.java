package eu.runlater.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogPositionTest {
    private static final long PATIENCE = LogPosition.PATIENCE.toNanos();

    @Test
    void everything_is_told_up_to_the_last_row_while_none_is_missing() {
        LogPosition position = new LogPosition(0, 0, List.of(), 0);
        position.passed(1, 0);
        position.passed(2, 0);
        assertThat(position.complete()).isEqualTo(2);
        assertThat(position.missing()).isEmpty();
    }

    @Test
    void a_missing_id_holds_the_mark_until_it_appears() {
        LogPosition position = new LogPosition(0, 0, List.of(), 0);
        position.passed(1, 0);
        position.passed(4, 0);
        assertThat(position.missing()).containsExactly(2L, 3L);
        assertThat(position.complete()).isEqualTo(1);
        position.passed(2, 0);
        assertThat(position.complete()).isEqualTo(2);
        position.passed(3, 0);
        assertThat(position.complete()).isEqualTo(4);
    }

    @Test
    void a_missing_id_is_given_up_after_a_while() {
        LogPosition position = new LogPosition(0, 0, List.of(), 0);
        position.passed(3, 0);
        position.giveUp(PATIENCE - 1);
        assertThat(position.missing()).containsExactly(1L, 2L);
        position.giveUp(PATIENCE);
        assertThat(position.missing()).isEmpty();
        assertThat(position.complete()).isEqualTo(3);
    }

    @Test
    void what_was_given_out_but_cannot_be_seen_at_the_beginning_is_still_to_come() {
        LogPosition position = new LogPosition(10, 5, List.of(6L, 7L, 9L, 11L), 0);
        assertThat(position.missing()).containsExactly(8L, 10L);
        assertThat(position.highest()).isEqualTo(11);
        assertThat(position.complete()).isEqualTo(7);
    }

    @Test
    void a_jump_of_the_sequence_is_not_asked_for() {
        LogPosition position = new LogPosition(0, 0, List.of(), 0);
        position.passed(1_000_000_000, 0);
        assertThat(position.missing()).hasSize(5_000);
        position.passed(1_000_010_000, 0);
        position.giveUp(1);
        assertThat(position.missing()).hasSize(5_000);
    }
}
