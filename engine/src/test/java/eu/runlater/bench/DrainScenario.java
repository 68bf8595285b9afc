package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// How fast a backlog is worked off: tasks accepted ahead for one common moment become due all at once and go to a
/// receiver that answers at once. Counted twice: from first to last call, and until the API shows all as successes.
final class DrainScenario implements Scenario {
    private static final int CONNECTIONS = 256;
    private static final int BACKLOG = 50_000;

    private final InstantSource clock;

    DrainScenario(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        int backlog = stage.quick() ? BACKLOG / 10 : BACKLOG;
        Medians medians = new Medians();
        double acceptedPerSecond = drain(stage, new Medians(), backlog / 5, 1_000);
        for (int i = 0; i < stage.repetitions(); i++) {
            acceptedPerSecond = drain(stage, medians, backlog, acceptedPerSecond);
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("recorded/s", true, 6_000),
                List.of(String.format(
                        "%,d tasks due at the same moment; called/s: first to last call;"
                                + " recorded/s: first call until the API shows all as successes",
                        backlog)));
    }

    /// @return how fast the backlog was accepted: the next one's due time is set accordingly
    private double drain(Stage stage, Medians medians, int backlog, double expectedPerSecond) throws IOException {
        long calledBefore = stage.calls();
        long recordedBefore = stage.recorded();
        long lead = (long) (backlog / expectedPerSecond * 1_500) + 2_000;
        long start = System.nanoTime();
        String due =
                clock.instant().plusMillis(lead).truncatedTo(ChronoUnit.MILLIS).toString();
        Load load;
        try (LoadGenerator generator = new LoadGenerator(
                stage.engine().address(),
                CONNECTIONS,
                stage.task("/api/v1/tasks", "\"run_at\":\"" + due + "\","),
                false)) {
            stage.forgetCallTimes();
            load = Refusals.none(generator.run(stage.numbers(backlog), backlog, Duration.ofMinutes(2)));
        }
        if ((load.endNanos() - start) / 1_000_000 >= lead) {
            throw new IllegalStateException("the backlog was still being accepted when it became due");
        }
        CpuUse before = stage.cpu();
        stage.awaitCalls(calledBefore + backlog, Duration.ofMillis(lead).plusMinutes(2));
        long recorded = stage.awaitRecorded(recordedBefore + backlog, Duration.ofMinutes(1));
        medians.add("recorded/s", backlog / ((recorded - stage.firstCallNanos()) / 1e9));
        medians.add("called/s", backlog / ((stage.lastCallNanos() - stage.firstCallNanos()) / 1e9));
        stage.cpu().perTask(before, backlog, medians);
        return load.perSecond();
    }
}
