package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.Response;
import eu.runlater.engine.dispatch.CircuitState.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of behaviour §13, row by row.
class CircuitStateTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:00:00Z");
    private static final HostEffect FAILURE = new HostEffect(HostEffect.Kind.FAILED, "HTTP 503", null);
    private static final HostEffect ANSWER = new HostEffect(HostEffect.Kind.ANSWERED, "", null);

    @ParameterizedTest
    @CsvSource({"200,ANSWERED", "404,ANSWERED", "302,ANSWERED", "429,BLOCKED", "500,FAILED", "503,FAILED"})
    void what_a_status_says_about_the_host(int status, HostEffect.Kind kind) {
        assertThat(HostEffect.of(new Outcome.Succeeded(), response(status), NOW).kind())
                .isEqualTo(kind);
    }

    private static Response response(int status, Header... headers) {
        return new Response(status, List.of(headers), new byte[0], false, false, false, List.of());
    }

    @Test
    void a_429_blocks_for_as_long_as_it_says_and_for_a_minute_if_it_does_not() {
        assertThat(HostEffect.of(new Outcome.Succeeded(), response(429, new Header("Retry-After", "90")), NOW)
                        .block())
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(HostEffect.of(new Outcome.Succeeded(), response(429), NOW).block())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void no_answer_counts_against_the_host_and_our_own_refusal_does_not() {
        assertThat(HostEffect.of(new Outcome.Unreachable("connect", "refused"), null, NOW)
                        .kind())
                .isEqualTo(HostEffect.Kind.FAILED);
        assertThat(HostEffect.of(new Outcome.TimedOut("reading"), null, NOW).kind())
                .isEqualTo(HostEffect.Kind.FAILED);
        assertThat(HostEffect.of(new Outcome.Refused("private"), null, NOW).kind())
                .isEqualTo(HostEffect.Kind.NONE);
        assertThat(HostEffect.of(new Outcome.Interrupted("drain"), null, NOW).kind())
                .isEqualTo(HostEffect.Kind.NONE);
    }

    @Test
    void the_third_failure_in_a_row_opens_for_half_a_minute() {
        CircuitState two = CircuitState.CLEAN.after(failures(2, NOW), 3, NOW);
        CircuitState three = two.after(failures(1, NOW), 3, NOW);

        assertThat(two.openUntil()).isNull();
        assertThat(three.openUntil()).isEqualTo(NOW.plusSeconds(30));
        assertThat(three.reason()).isEqualTo("HTTP 503");
    }

    private static Report failures(int count, Instant startedAt) {
        Report report = Report.NOTHING;
        for (int i = 0; i < count; i++) {
            report = report.and(FAILURE, startedAt);
        }
        return report;
    }

    @Test
    void a_wave_of_failures_escalates_once() {
        CircuitState open = CircuitState.CLEAN.after(failures(200, NOW), 3, NOW);
        CircuitState later = open.after(failures(200, NOW), 3, NOW.plusSeconds(5));
        CircuitState latecomers = later.after(failures(5, NOW), 3, NOW.plusSeconds(31));

        assertThat(open.level()).isEqualTo(1);
        assertThat(later.level()).isEqualTo(1);
        assertThat(later.openUntil()).isEqualTo(NOW.plusSeconds(30));
        assertThat(latecomers.level()).isEqualTo(1);
    }

    @Test
    void each_failed_probe_opens_for_longer() {
        CircuitState state = CircuitState.CLEAN.after(failures(3, NOW), 3, NOW);
        Instant now = NOW;
        for (int expected : new int[] {60, 120, 300, 300}) {
            now = state.openUntil() == null ? now : state.openUntil();
            state = state.after(failures(1, now.plusSeconds(1)), 3, now.plusSeconds(2));
            assertThat(state.openUntil()).isEqualTo(now.plusSeconds(2 + expected));
        }
    }

    @Test
    void a_good_answer_resets_everything_but_lets_a_block_end() {
        CircuitState open = CircuitState.CLEAN.after(failures(3, NOW), 3, NOW);

        CircuitState during = open.after(Report.NOTHING.and(ANSWER, NOW), 3, NOW.plusSeconds(5));
        CircuitState probe = open.after(Report.NOTHING.and(ANSWER, NOW.plusSeconds(31)), 3, NOW.plusSeconds(32));

        assertThat(during.openUntil()).isEqualTo(NOW.plusSeconds(30));
        assertThat(during.level()).isZero();
        assertThat(probe.isClean()).isTrue();
    }

    @Test
    void failures_before_a_good_answer_do_not_count() {
        Report report = failures(5, NOW).and(ANSWER, NOW).and(FAILURE, NOW).and(FAILURE, NOW);

        assertThat(CircuitState.CLEAN.after(report, 3, NOW).openUntil()).isNull();
    }

    @Test
    void a_429_blocks_at_once_without_counting_as_a_failure() {
        HostEffect asked = new HostEffect(HostEffect.Kind.BLOCKED, "HTTP 429", Duration.ofMinutes(10));

        CircuitState state = CircuitState.CLEAN.after(Report.NOTHING.and(asked, NOW), 3, NOW);

        assertThat(state.openUntil()).isEqualTo(NOW.plusSeconds(600));
        assertThat(state.failures()).isZero();
    }

    @Test
    void after_a_429_a_first_failure_is_only_the_first() {
        HostEffect asked = new HostEffect(HostEffect.Kind.BLOCKED, "HTTP 429", Duration.ofMinutes(1));
        CircuitState blocked = CircuitState.CLEAN.after(Report.NOTHING.and(asked, NOW), 3, NOW);

        CircuitState one = blocked.after(failures(1, NOW.plusSeconds(61)), 3, NOW.plusSeconds(62));
        CircuitState three = one.after(failures(2, NOW.plusSeconds(63)), 3, NOW.plusSeconds(64));

        assertThat(one.openUntil()).isNull();
        assertThat(one.failures()).isEqualTo(1);
        assertThat(three.openUntil()).isEqualTo(NOW.plusSeconds(64 + 30));
    }

    @Test
    void a_429_may_ask_for_more_than_a_day() {
        Duration week = Duration.ofDays(7);
        Header header = new Header("Retry-After", Long.toString(week.toSeconds()));
        Header absurd = new Header("Retry-After", "999999999999999999");

        assertThat(HostEffect.of(new Outcome.Succeeded(), response(429, header), NOW)
                        .block())
                .isEqualTo(week);
        assertThat(HostEffect.of(new Outcome.Succeeded(), response(429, absurd), NOW)
                        .block())
                .isEqualTo(Duration.ofDays(3_650));
    }
}
