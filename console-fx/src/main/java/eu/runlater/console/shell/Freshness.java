package eu.runlater.console.shell;

import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far the screen can be trusted, in a few words that are always visible.
///
/// @param tone style class of its colour
record Freshness(String text, String explanation, String tone) {
    static Freshness of(ConnectionState state, @Nullable Instant heardAt, Times times, boolean person) {
        return switch (state) {
            case ConnectionState.Connecting _ ->
                new Freshness(
                        Texts.get("shell.fresh.connecting"), Texts.get("shell.fresh.explain.other"), "tone-accent");
            case ConnectionState.Live(Instant heard) -> {
                String age = age(heardAt == null ? heard : heardAt, times);
                yield new Freshness(
                        Texts.get("shell.fresh.live", age),
                        Texts.get("shell.fresh.explain.live", Texts.get("ui.time.ago", age)),
                        "tone-success");
            }
            case ConnectionState.Paused(Instant since) ->
                new Freshness(
                        Texts.get("shell.fresh.paused", times.clock(since)),
                        Texts.get("shell.fresh.explain.paused"),
                        "tone-muted");
            case ConnectionState.Stale(Instant since) ->
                new Freshness(
                        Texts.get("shell.fresh.stale", times.clock(since)),
                        Texts.get("shell.fresh.explain.other"),
                        "tone-warning");
            case ConnectionState.Offline offline ->
                new Freshness(
                        offline.heard() == null
                                ? Texts.get("shell.fresh.never")
                                : Texts.get("shell.fresh.offline", times.clock(offline.heard())),
                        Texts.get("shell.fresh.explain.other"),
                        "tone-danger");
            case ConnectionState.Unauthorized _ ->
                new Freshness(
                        Texts.get(person ? "shell.fresh.session_ended" : "shell.fresh.unauthorized"),
                        Texts.get("shell.fresh.explain.other"),
                        "tone-danger");
        };
    }

    private static String age(Instant heard, Times times) {
        long millis = Math.max(0, Duration.between(heard, times.now()).toMillis());
        return Texts.get(
                "ui.time.seconds",
                millis < 9_950
                        ? String.format(Locale.ROOT, "%.1f", millis / 1e3)
                        : Long.toString(Math.round(millis / 1e3)));
    }
}
