package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermitsTest {
    private final Permits permits = new Permits(2, 256);

    @Test
    void never_more_than_the_maximum_is_given() {
        assertThat(permits.take(250)).isEqualTo(250);
        assertThat(permits.take(10)).isEqualTo(6);
        assertThat(permits.take(1)).isZero();
    }

    @Test
    void workers_on_offer_follow_the_backlog_between_the_bounds() {
        assertThat(permits.workers()).isEqualTo(2);
        permits.backlog(100);
        assertThat(permits.workers()).isEqualTo(100);
        permits.backlog(5000);
        assertThat(permits.workers()).isEqualTo(256);
    }
}
