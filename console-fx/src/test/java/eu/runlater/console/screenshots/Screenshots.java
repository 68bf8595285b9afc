package eu.runlater.console.screenshots;

import eu.runlater.console.api.Access;
import eu.runlater.console.engine.NightShift;
import eu.runlater.console.engine.QueueNight;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedAudit;
import eu.runlater.console.engine.ScriptedCredentials;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.engine.ScriptedFailures;
import eu.runlater.console.engine.ScriptedInbound;
import eu.runlater.console.engine.ScriptedQueues;
import eu.runlater.console.engine.ScriptedTasks;
import eu.runlater.console.ui.Appearance;
import eu.runlater.model.ExecutionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// `Screenshots <folder> [--url=… --key=…] [--only=…] [--theme=light|dark]`: pictures of every screen at
/// 1280×800. Without `--url` the engine is a scripted one, so that the pictures are the same every time.
public final class Screenshots {
    private static final Instant NIGHT = Instant.parse("2026-05-04T01:07:41Z");
    private static final long PATIENCE_SECONDS = 30;

    private Screenshots() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        String url = option(arguments, "url");
        int failed = 1;
        try {
            failed = url == null
                    ? scripted(folder, option(arguments, "only"), option(arguments, "theme"))
                    : real(folder, url, arguments);
        } finally {
            if (failed > 0) {
                System.err.println("Some pictures could not be drawn.");
            }
            // The toolkit's thread would keep the program alive.
            Platform.exit();
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static int scripted(Path folder, @Nullable String only, @Nullable String theme)
            throws InterruptedException {
        InstantSource clock = () -> NIGHT;
        NightShift night = new NightShift(NIGHT);
        try (ScriptedEngine engine = ScriptedEngine.start(clock);
                ScriptedEngine fresh = ScriptedEngine.start(clock);
                ScriptedEngine calm = ScriptedEngine.start(clock)) {
            night.tell(engine);
            QueueNight queues = new QueueNight(NIGHT);
            queues.tell(ScriptedQueues.of(engine, clock));
            ScriptedQueues.of(fresh, clock);
            ExecutionSummary held = queues.held();
            engine.record(held);
            engine.waits(held.id(), queues.whyHeld());
            calm.setUsage(night.usage(0.83));
            engine.learn(ScriptedTasks.night(NIGHT)
                    .withOptions("sync-stock", "partner api", "https://hooks.acme.test/runlater/failed"));
            ScriptedCredentials.of(engine, NIGHT).shop();
            ScriptedCredentials.of(fresh, NIGHT);
            ScriptedCredentials.of(calm, NIGHT).shop();
            fresh.learn(new ScriptedTasks(NIGHT));
            ScriptedFailures.of(engine, NIGHT).night();
            ScriptedFailures.of(fresh, NIGHT);
            ScriptedFailures.of(calm, NIGHT).night();
            engine.learn(ScriptedInbound.night(NIGHT));
            fresh.learn(new ScriptedInbound(NIGHT));
            ScriptedAudit.of(engine, NIGHT).night();
            ScriptedAccounts.of(engine, NIGHT).company().overlap();
            ScriptedAudit.of(fresh, NIGHT);
            ScriptedAccounts.of(calm, NIGHT).company().as("viewer");
            offerBrowserSignIn(engine);
            fresh.setStatus(night.status());
            fresh.setOverview(NightShift.nothingYet(NIGHT));
            night.tell(calm);
            calm.setOverview(night.calm());
            return draw(
                    Shots.all(
                            night.invoice().execution().id().toString(),
                            held.id().toString()),
                    Map.of("night", engine.access(), "fresh", fresh.access(), "calm", calm.access()),
                    clock,
                    folder,
                    only,
                    theme);
        }
    }

    private static void offerBrowserSignIn(ScriptedEngine engine) {
        engine.refuse(
                "GET /api/v1/session/oidc",
                new ScriptedEngine.Refusal(
                        200, "{\"data\":{\"enabled\":true,\"issuer\":\"https://login.acme.test/realms/acme\"}}"));
        engine.refuse(
                "POST /api/v1/session/oidc/start",
                new ScriptedEngine.Refusal(
                        201,
                        "{\"data\":{\"authorization_url\":\"https://login.acme.test/authorize\",\"poll_secret\":\"rlp_1\","
                                + "\"code\":\"BCDF-GHJK\",\"interval_seconds\":2,\"expires_at\":\"2026-05-04T01:17:41Z\"}}"));
        engine.refuse(
                "POST /api/v1/session/oidc/poll",
                new ScriptedEngine.Refusal(202, "{\"data\":{\"status\":\"pending\"}}"));
    }

    private static int real(Path folder, String url, String[] arguments) throws InterruptedException {
        String key = option(arguments, "key");
        if (key == null) {
            key = System.getenv().getOrDefault("RUNLATER_KEY", "");
        }
        return draw(
                Shots.ofRunningEngine(),
                Map.of("night", new Access(Access.address(url), key)),
                InstantSource.system(),
                folder,
                option(arguments, "only"),
                option(arguments, "theme"));
    }

    private static int draw(
            List<Shot> shots,
            Map<String, Access> engines,
            InstantSource clock,
            Path folder,
            @Nullable String only,
            @Nullable String theme)
            throws InterruptedException {
        int failed = 0;
        FutureTask<Appearance> dressing = new FutureTask<>(Appearance::new);
        Platform.startup(dressing);
        Platform.setImplicitExit(false);
        Appearance appearance = dressed(dressing);
        for (Appearance.Choice choice : List.of(Appearance.Choice.LIGHT, Appearance.Choice.DARK)) {
            String name = choice.name().toLowerCase(Locale.ROOT);
            if (theme != null && !theme.equals(name)) {
                continue;
            }
            for (Shot shot : shots) {
                Access access = engines.get(shot.engine());
                if (access == null || only != null && !shot.name().startsWith(only)) {
                    continue;
                }
                Path file = folder.resolve(shot.name() + "-" + name + ".png");
                Camera camera = new Camera(shot, access, clock, appearance, choice, file);
                FutureTask<Void> picture = new FutureTask<>(() -> null);
                Platform.runLater(() -> camera.take(picture));
                try {
                    picture.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    System.out.println(file);
                } catch (ExecutionException | TimeoutException e) {
                    failed++;
                    System.err.println(file + ": " + e);
                }
            }
        }
        return failed;
    }

    private static Appearance dressed(FutureTask<Appearance> dressing) throws InterruptedException {
        try {
            return dressing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no picture without the toolkit", e);
        }
    }

    private static @Nullable String option(String[] arguments, String name) {
        String start = "--" + name + "=";
        for (String argument : arguments) {
            if (argument.startsWith(start)) {
                return argument.substring(start.length());
            }
        }
        return null;
    }
}
