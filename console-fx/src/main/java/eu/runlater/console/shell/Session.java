package eu.runlater.console.shell;

import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.live.LiveState;
import eu.runlater.console.ui.Times;
import javafx.beans.value.ObservableValue;

/// Everything a screen works with while one profile is open. Closing it ends the stream and drops every answer
/// still on its way, so that nothing of one profile is ever shown in another.
///
/// @param rights who one is there, and what that allows
/// @param offline why nothing can be changed at the moment; empty while the engine is reachable and one's role allows
/// it
public record Session(
        Profile profile,
        EngineApi api,
        Background background,
        LiveState live,
        Times times,
        Navigator navigator,
        Commands commands,
        Toasts toasts,
        Panes panes,
        Preferences preferences,
        Doors doors,
        Rights rights,
        ObservableValue<String> offline)
        implements AutoCloseable {
    public static Session of(
            Profile profile,
            EngineApi api,
            Background background,
            LiveState live,
            Times times,
            Navigator navigator,
            Toasts toasts,
            Panes panes,
            Preferences preferences,
            Doors doors) {
        Rights rights = new Rights(api, background, live);
        return new Session(
                profile,
                api,
                background,
                live,
                times,
                navigator,
                new Commands(profile.readOnly()),
                toasts,
                panes,
                preferences,
                doors,
                rights,
                rights.refusal(Role.MEMBER));
    }

    @Override
    public void close() {
        live.close();
        background.close();
        api.close();
    }
}
