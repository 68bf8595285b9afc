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

        assertThat(Newness.of(pending, running)).isSameAs(running);
        assertThat(Newness.of(running, success)).isSameAs(success);
        assertThat(Newness.of(running, pending)).isSameAs(running);
        assertThat(Newness.of(success, running)).isSameAs(success);
    }

    @Test
    void a_later_attempt_is_newer_even_while_it_only_waits() {
        Runs run = Runs.run();
        var failed = run.failedWithRetry(500, "down", Duration.ofMinutes(2));
        var next = run.pending();

        assertThat(Newness.of(failed, next)).isSameAs(next);
        assertThat(Newness.of(next, failed)).isSameAs(next);
    }
}
