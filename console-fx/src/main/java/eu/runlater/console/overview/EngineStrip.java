package eu.runlater.console.overview;

import eu.runlater.console.live.ConnectionState;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.EngineStatus.Leader;
import eu.runlater.model.EngineStatus.Node;
import eu.runlater.model.EngineStatus.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/// Is the engine alive: scheduler, workers, database, and the stream that everything here depends on. What was
/// asked too long ago is no longer shown as good.
final class EngineStrip extends HBox {
    /// Asked for every five seconds: three missed answers are too many.
    private static final Duration TRUSTED = Duration.ofSeconds(16);

    private static final double SLOW_DATABASE_MS = 50;
    private static final long LATE_MS = 10_000;

    /// The leader ticks every second at the latest; another node takes over within ten.
    private static final long TICK_LATE_MS = 3_000;

    private static final long TICK_LOST_MS = 10_000;

    private final Times times;
    private final Light scheduler = new Light("scheduler");
    private final Light workers = new Light("workers");
    private final Light database = new Light("database");
    private final Light stream = new Light("stream");
    private final BooleanSupplier person;
    private @Nullable EngineStatus engine;
    private @Nullable Instant answeredAt;
    private boolean hidden;

    /// @param person whether it is a person's session that is used, not a key
    EngineStrip(Times times, BooleanSupplier person) {
        this.person = person;
        this.times = times;
        setId("engine-strip");
        getStyleClass().addAll("card-box", "engine-strip");
        for (Light light : List.of(scheduler, workers, database, stream)) {
            HBox.setHgrow(light, Priority.ALWAYS);
            light.setPrefWidth(10);
            getChildren().add(light);
        }
    }

    /// @param at when the answer came, by this machine's clock
    void show(EngineStatus status, Instant at) {
        engine = status;
        answeredAt = at;
    }

    /// The key may not see the installation: only the stream is known.
    void forbid() {
        hidden = true;
        for (Light light : List.of(scheduler, workers, database)) {
            light.show(
                    Light.Tone.UNKNOWN, Texts.get("overview.strip.not_allowed"), Texts.get("overview.strip.operators"));
        }
    }

    void beat(ConnectionState connection, @Nullable Instant heardAt) {
        showStream(connection, heardAt);
        EngineStatus status = engine;
        Instant at = answeredAt;
        if (status == null || at == null) {
            if (!hidden) {
                for (Light light : List.of(scheduler, workers, database)) {
                    light.show(Light.Tone.UNKNOWN, Texts.get("ui.none"), "");
                }
            }
            return;
        }
        boolean old = Duration.between(at, times.now()).compareTo(TRUSTED) > 0;
        if (old) {
            String since = Texts.get("overview.strip.old", times.clock(at));
            for (Light light : List.of(scheduler, workers, database)) {
                light.show(Light.Tone.WARNING, since, Texts.get("overview.strip.old_explained"));
            }
            return;
        }
        showScheduler(status);
        showWorkers(status);
        showDatabase(status);
    }

    private void showScheduler(EngineStatus status) {
        Leader leader = status.leader();
        if (leader != null) {
            showLeader(status, leader);
            return;
        }
        boolean late = status.queueLagMs() > LATE_MS;
        String text = status.queueLagMs() == 0
                ? Texts.get("overview.strip.on_time")
                : Texts.get("overview.strip.behind", Times.took(status.queueLagMs()));
        Double claim = status.claimMs();
        String detail = claim == null ? "" : Texts.get("overview.strip.claims", Times.took(claim));
        scheduler.show(late ? Light.Tone.WARNING : Light.Tone.GOOD, text, detail);
    }

    private void showLeader(EngineStatus status, Leader leader) {
        // How long something waits to start is another matter: a paused queue makes nobody plan late.
        String planning = leader.overdue() > 0
                ? Texts.get("overview.strip.overdue", leader.overdue())
                : Texts.get("overview.strip.planned");
        Light.Tone tone = leader.tickAgoMs() > TICK_LOST_MS
                ? Light.Tone.BAD
                : leader.tickAgoMs() > TICK_LATE_MS || leader.overdue() > 0 ? Light.Tone.WARNING : Light.Tone.GOOD;
        scheduler.show(
                tone,
                Texts.get("overview.strip.tick", seconds(leader.tickAgoMs())),
                Texts.get("overview.strip.leader", name(status, leader), planning));
    }

    /// Nodes have ids nobody reads; their address says which one it is.
    private static String name(EngineStatus status, Leader leader) {
        return status.nodes().stream()
                .filter(node -> node.id().equals(leader.node()))
                .findFirst()
                .map(Node::address)
                .orElse(leader.node());
    }

    /// `0.4 s`: a tick is always told in seconds, so that the light does not jump between units.
    private static String seconds(long millis) {
        return millis < 60_000
                ? Texts.get("ui.time.seconds", String.format(Locale.ROOT, "%.1f", millis / 1e3))
                : Times.took(millis);
    }

    private void showWorkers(EngineStatus status) {
        // A node that left or leaves is still listed, with the load it had.
        List<Node> working = status.nodes().stream()
                .filter(node -> node.state().equals("up"))
                .toList();
        int up = working.size();
        int busy = working.stream().mapToInt(Node::inFlight).sum();
        int permits = working.stream().mapToInt(Node::workers).sum();
        Light.Tone tone = up == 0 ? Light.Tone.BAD : up < status.nodes().size() ? Light.Tone.WARNING : Light.Tone.GOOD;
        workers.show(
                tone,
                Texts.get("overview.strip.busy", busy, permits),
                Texts.get("overview.strip.nodes", up, status.nodes().size(), status.version()));
    }

    private void showDatabase(EngineStatus status) {
        Storage storage = status.storage();
        String warning = storage == null ? null : storage.warning();
        if (warning != null) {
            database.show(Light.Tone.WARNING, Texts.get("overview.strip.storage"), warning);
            return;
        }
        boolean slow = status.databaseLatencyMs() > SLOW_DATABASE_MS;
        boolean relaxed =
                !status.durability().equals("full") && !status.durability().equals("on");
        database.show(
                slow || relaxed && status.durability().equals("relaxed") ? Light.Tone.WARNING : Light.Tone.GOOD,
                Times.took(status.databaseLatencyMs()),
                Texts.get(
                        status.embeddedDatabase() ? "overview.strip.embedded" : "overview.strip.given",
                        status.databaseVersion(),
                        status.durability()));
    }

    private void showStream(ConnectionState connection, @Nullable Instant heardAt) {
        switch (connection) {
            case ConnectionState.Connecting _ ->
                stream.show(Light.Tone.UNKNOWN, Texts.get("overview.strip.connecting"), "");
            case ConnectionState.Live live -> {
                Instant heard = heardAt == null ? live.heard() : heardAt;
                stream.show(
                        Light.Tone.GOOD,
                        Texts.get("overview.strip.live"),
                        Texts.get("overview.strip.heard", times.relative(heard)));
            }
            case ConnectionState.Paused paused ->
                stream.show(Light.Tone.UNKNOWN, Texts.get("overview.strip.paused"), times.relative(paused.since()));
            case ConnectionState.Stale stale ->
                stream.show(
                        Light.Tone.WARNING,
                        Texts.get("overview.strip.stale", times.clock(stale.since())),
                        Texts.get("overview.strip.silent"));
            case ConnectionState.Offline offline ->
                stream.show(Light.Tone.BAD, Texts.get("overview.strip.offline"), offline.reason());
            case ConnectionState.Unauthorized _ ->
                stream.show(
                        Light.Tone.BAD,
                        Texts.get(
                                person.getAsBoolean() ? "overview.strip.session_ended" : "overview.strip.unauthorized"),
                        "");
        }
    }
}
