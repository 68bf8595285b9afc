package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.executions.PhaseBreakdown.Part;
import eu.runlater.console.executions.PhaseBreakdown.Phase;
import eu.runlater.model.ExecutionDetail.Phases;
import org.junit.jupiter.api.Test;

class PhaseBreakdownTest {
    @Test
    void parts_follow_each_other_and_add_up_to_the_total() {
        PhaseBreakdown breakdown = PhaseBreakdown.of(new Phases(2.0, 9.0, 21.0, 1_040.0, 1_100.0));

        assertThat(breakdown.parts())
                .containsExactly(
                        new Part(Phase.DNS, 0, 2),
                        new Part(Phase.CONNECT, 2, 9),
                        new Part(Phase.TLS, 11, 21),
                        new Part(Phase.FIRST_BYTE, 32, 1_008),
                        new Part(Phase.BODY, 1_040, 60));
    }

    @Test
    void a_reused_connection_has_no_dns_connect_and_tls() {
        PhaseBreakdown breakdown = PhaseBreakdown.of(new Phases(null, null, null, 12.0, 13.5));

        assertThat(breakdown.parts()).containsExactly(new Part(Phase.FIRST_BYTE, 0, 12), new Part(Phase.BODY, 12, 1.5));
    }

    @Test
    void without_a_first_byte_the_rest_is_time_without_an_answer() {
        PhaseBreakdown breakdown = PhaseBreakdown.of(new Phases(2.0, 9.0, null, null, 30_000.0));

        assertThat(breakdown.parts().getLast()).isEqualTo(new Part(Phase.NO_ANSWER, 11, 29_989));
    }

    @Test
    void figures_that_contradict_each_other_never_give_a_negative_length() {
        PhaseBreakdown breakdown = PhaseBreakdown.of(new Phases(50.0, 50.0, null, 20.0, 90.0));

        assertThat(breakdown.totalMs()).isEqualTo(100);
        assertThat(breakdown.parts())
                .allSatisfy(part -> assertThat(part.lengthMs()).isNotNegative());
    }
}
