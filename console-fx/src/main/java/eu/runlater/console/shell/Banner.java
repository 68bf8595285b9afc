package eu.runlater.console.shell;

import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is said across the window, only while it is true. A first failed try says nothing yet: an engine that
/// restarts is back within a second or two, and the freshness mark tells anyway.
///
/// @param details technical; empty = none
record Banner(String text, String details, Action action) {
    enum Action {
        NONE,
        RETRY,
        ENTER_KEY,
        SIGN_IN
    }

    /// @param person whether it is a person's session that is used, not a key
    static Optional<Banner> of(ConnectionState state, Times times, boolean person) {
        return switch (state) {
            case ConnectionState.Connecting _, ConnectionState.Live _, ConnectionState.Paused _ -> Optional.empty();
            case ConnectionState.Stale(Instant since) ->
                Optional.of(new Banner(Texts.get("shell.banner.stale", times.clock(since)), "", Action.NONE));
            case ConnectionState.Offline offline
            when offline.attempt() < 2 && offline.heard() != null -> Optional.empty();
            case ConnectionState.Offline offline -> Optional.of(offline(offline, times));
            case ConnectionState.Unauthorized _ ->
                Optional.of(
                        person
                                ? new Banner(Texts.get("shell.banner.session_ended"), "", Action.SIGN_IN)
                                : new Banner(Texts.get("shell.banner.unauthorized"), "", Action.ENTER_KEY));
        };
    }

    private static Banner offline(ConnectionState.Offline offline, Times times) {
        Duration left = Duration.between(times.now(), offline.nextTry());
        boolean now = left.toMillis() <= 0;
        String wait = Times.rough(left.plusMillis(999));
        Instant heard = offline.heard();
        String text;
        if (heard == null) {
            text = now
                    ? Texts.get("shell.banner.never_now", offline.attempt())
                    : Texts.get("shell.banner.never", offline.attempt(), wait);
        } else {
            text = now
                    ? Texts.get("shell.banner.reconnecting_now", offline.attempt(), times.clock(heard))
                    : Texts.get("shell.banner.reconnecting", offline.attempt(), times.clock(heard), wait);
        }
        return new Banner(text, Texts.get("shell.banner.reason", offline.reason()), Action.RETRY);
    }
}
