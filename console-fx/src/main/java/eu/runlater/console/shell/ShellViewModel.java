package eu.runlater.console.shell;

import eu.runlater.console.api.Background;
import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.live.LiveState;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.EngineStatus;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Subscription;

/// What the frame says about the connection and the engine. Asks for the engine's state every ten seconds while
/// connected; a key that may not see it simply leaves that part of the status bar empty. FX thread.
final class ShellViewModel {
    private static final int BEATS_BETWEEN_QUESTIONS = 10;

    private final Session session;
    private final LiveState live;
    private final Times times;
    private final Background.Line engineLine;
    private final ReadOnlyObjectWrapper<Freshness> freshness;
    private final ReadOnlyObjectWrapper<Optional<Banner>> banner =
            new ReadOnlyObjectWrapper<>(this, "banner", Optional.empty());
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper(this, "clock", "");
    private final ReadOnlyStringWrapper engine = new ReadOnlyStringWrapper(this, "engine", "");
    private Subscription subscription = Subscription.EMPTY;
    private int beats;
    private boolean mayAsk = true;

    ShellViewModel(Session session) {
        this.session = session;
        this.live = session.live();
        this.times = session.times();
        this.engineLine = session.background().line();
        this.freshness = new ReadOnlyObjectWrapper<>(
                this,
                "freshness",
                Freshness.of(
                        live.connectionProperty().get(),
                        live.heardAt(),
                        times,
                        session.api().access().isSession()));
    }

    void attach() {
        subscription = Subscription.combine(
                live.connectionProperty().subscribe(this::connectionChanged),
                live.subscribe(this::batch),
                times.zoneProperty().subscribe(this::beat),
                times.ticker().subscribe(this::beat));
    }

    void detach() {
        subscription.unsubscribe();
        engineLine.forget();
    }

    ReadOnlyObjectProperty<Freshness> freshnessProperty() {
        return freshness.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Banner>> bannerProperty() {
        return banner.getReadOnlyProperty();
    }

    /// `03:07:41`
    ReadOnlyStringProperty clockProperty() {
        return clock.getReadOnlyProperty();
    }

    /// `engine 1.4.0 · 12/64 workers busy · queue lag 2 s`; empty while unknown.
    ReadOnlyStringProperty engineProperty() {
        return engine.getReadOnlyProperty();
    }

    void togglePause() {
        if (live.isPaused()) {
            live.resume();
            session.toasts().info(Texts.get("shell.resumed"));
        } else {
            live.pause();
            session.toasts().info(Texts.get("shell.paused"));
        }
    }

    private void connectionChanged(ConnectionState state) {
        write();
        if (state instanceof ConnectionState.Live) {
            askEngine();
        } else if (!state.reachable()) {
            engine.set("");
        }
    }

    private void batch(LiveBatch batch) {
        if (batch.resync()) {
            session.toasts().info(Texts.get("shell.resynchronised"));
        }
    }

    private void beat() {
        write();
        beats++;
        if (beats % BEATS_BETWEEN_QUESTIONS == 0
                && live.connectionProperty().get().reachable()) {
            askEngine();
        }
    }

    private void write() {
        ConnectionState state = live.connectionProperty().get();
        freshness.set(Freshness.of(
                state, live.heardAt(), times, session.api().access().isSession()));
        banner.set(Banner.of(state, times, session.api().access().isSession()));
        clock.set(times.clock(times.now()));
    }

    private void askEngine() {
        if (mayAsk) {
            engineLine.ask(session.api()::engine, status -> engine.set(line(status)), failure -> {
                engine.set("");
                mayAsk = failure.status() != 403 && failure.status() != 404;
            });
        }
    }

    private static String line(EngineStatus status) {
        StringJoiner line = new StringJoiner("  ·  ");
        line.add(Texts.get("shell.engine.version", status.version()));
        // A node that left may still be listed, with the load it had at its end.
        List<EngineStatus.Node> up = status.nodes().stream()
                .filter(node -> node.state().equals("up"))
                .toList();
        if (status.nodes().size() > 1) {
            line.add(Texts.get("shell.engine.nodes", up.size(), status.nodes().size()));
        }
        int workers = up.stream().mapToInt(EngineStatus.Node::workers).sum();
        int busy = up.stream().mapToInt(EngineStatus.Node::inFlight).sum();
        if (workers > 0) {
            line.add(Texts.get("shell.engine.workers", busy, workers));
        }
        line.add(Texts.get("shell.engine.lag", Times.took(status.queueLagMs())));
        return line.toString();
    }
}
