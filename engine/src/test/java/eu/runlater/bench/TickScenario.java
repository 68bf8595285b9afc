package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// How long the leader takes to find what is due among many tasks and to write down what becomes of it.
final class TickScenario implements Scenario {
    private static final int TASKS = 100_000;
    private static final int DUE = 1_000;
    /// Tasks whose runs may overlap are planned ten seconds ahead; so far off, they are for the next look.
    private static final Duration AHEAD = Duration.ofSeconds(9);

    private final InstantSource clock;

    TickScenario(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tick";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        int tasks = stage.quick() ? TASKS / 10 : TASKS;
        Medians medians = new Medians();
        try (Schedules schedules = Schedules.like(stage, "\"every\":\"1d\"")) {
            schedules.add(tasks, clock.instant().plus(Duration.ofHours(20)));
            round(schedules);
            for (int i = 0; i < stage.repetitions(); i++) {
                medians.add("tick ms", round(schedules));
            }
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("tick ms", false, 200),
                List.of(String.format(
                        "%,d recurring tasks, %,d of them due: found, decided, runs and ledger committed",
                        tasks, DUE)));
    }

    private double round(Schedules schedules) throws IOException {
        schedules.makeDue(DUE, clock.instant().plus(AHEAD));
        double took = schedules.awaitTick(Duration.ofSeconds(30));
        schedules.awaitRuns(Duration.ofSeconds(60));
        return took;
    }
}
