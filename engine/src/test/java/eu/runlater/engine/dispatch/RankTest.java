package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankTest {
    @Test
    void a_higher_priority_goes_first_within_a_plan() {
        assertThat(Rank.once("unlimited", 9)).isLessThan(Rank.once("unlimited", 5));
    }

    @Test
    void a_paying_plan_goes_before_free_whatever_the_priority() {
        assertThat(Rank.once("pro", 0)).isLessThan(Rank.once("free", 9));
    }
}
