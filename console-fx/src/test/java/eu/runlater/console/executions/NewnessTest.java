package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Runs;
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
    void a_run_that_waits_for_its_next_attempt_goes_on_showing_the_answer_of_the_last() {
        Runs run = Runs.run();
        var failed = run.failedWithRetry(500, "down", Duration.ofMinutes(2));
        var waiting = run.pending();

        assertThat(Newness.of(failed, waiting)).isSameAs(failed);
        assertThat(Newness.of(waiting, failed)).isSameAs(failed);
    }

    @Test
    void a_later_attempt_takes_over_once_it_is_made() {
        Runs run = Runs.run();
        var failed = run.failedWithRetry(500, "down", Duration.ofMinutes(2));
        var running = run.running();

        assertThat(Newness.of(failed, running)).isSameAs(running);
        assertThat(Newness.of(running, failed)).isSameAs(running);
    }
}
