package eu.runlater.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.ui.Ticker;
import eu.runlater.console.ui.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:07:41Z");

    private final Times times = new Times(InstantSource.fixed(NOW), ZoneOffset.UTC, new Ticker());

    @Test
    void says_nothing_while_live_paused_or_just_cut() {
        assertThat(Banner.of(new ConnectionState.Live(NOW), times, false)).isEmpty();
        assertThat(Banner.of(new ConnectionState.Paused(NOW), times, false)).isEmpty();
        assertThat(Banner.of(new ConnectionState.Offline(NOW, 1, NOW.plusSeconds(1), "cut"), times, false))
                .isEmpty();
    }

    @Test
    void says_what_is_shown_and_when_the_next_try_is() {
        Banner banner = Banner.of(
                        new ConnectionState.Offline(NOW.minusSeconds(29), 3, NOW.plusSeconds(4), "refused"),
                        times,
                        false)
                .orElseThrow();
        assertThat(banner.text()).isEqualTo("Reconnecting (attempt 3). Showing 03:07:12. Next try in 4 s.");
        assertThat(banner.details()).contains("refused");
        assertThat(banner.action()).isEqualTo(Banner.Action.RETRY);
    }

    @Test
    void an_engine_that_never_answered_is_said_at_once() {
        assertThat(Banner.of(new ConnectionState.Offline(null, 1, NOW, "refused"), times, false)
                        .orElseThrow()
                        .text())
                .isEqualTo("No connection (attempt 1). Trying now…");
    }

    @Test
    void a_refused_key_asks_for_another() {
        assertThat(Banner.of(new ConnectionState.Unauthorized(NOW), times, false)
                        .orElseThrow()
                        .action())
                .isEqualTo(Banner.Action.ENTER_KEY);
    }

    @Test
    void a_session_that_ended_asks_for_the_password_in_place() {
        assertThat(Banner.of(new ConnectionState.Unauthorized(NOW), times, true)
                        .orElseThrow()
                        .action())
                .isEqualTo(Banner.Action.SIGN_IN);
    }

    @Test
    void freshness_is_never_flattering() {
        assertThat(Freshness.of(new ConnectionState.Live(NOW), NOW.minusMillis(300), times, false)
                        .text())
                .isEqualTo("Live · 0.3 s");
        assertThat(Freshness.of(new ConnectionState.Stale(NOW.minusSeconds(29)), null, times, false)
                        .text())
                .isEqualTo("Stale since 03:07:12");
        assertThat(Freshness.of(new ConnectionState.Offline(NOW.minusSeconds(29), 1, NOW, ""), null, times, false)
                        .text())
                .isEqualTo("Not live since 03:07:12");
        assertThat(Freshness.of(new ConnectionState.Offline(null, 1, NOW, ""), null, times, false)
                        .tone())
                .isEqualTo("tone-danger");
    }
}
