package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewnessTest {
    @Test
    void an_attempt_moves_from_pending_over_running_to_its_end_and_never_back() {
        Runs run = Runs.run();
        var pending = run.pending();
        var running = run.running();
        var success = run.succeeded();

        assertThat(Newness.isNewer(running, pending)).isTrue();
        assertThat(Newness.isNewer(success, running)).isTrue();
        assertThat(Newness.isNewer(pending, running)).isFalse();
        assertThat(Newness.isNewer(running, success)).isFalse();
        assertThat(Newness.isNewer(success, success)).isFalse();
    }

    @Test
    void a_later_attempt_is_newer_even_while_it_only_waits() {
        Runs run = Runs.run();
        var failed = run.failedWithRetry(500, "down", Duration.ofMinutes(2));
        var next = run.pending();

        assertThat(Newness.isNewer(next, failed)).isTrue();
        assertThat(Newness.isNewer(failed, next)).isFalse();
    }
}
