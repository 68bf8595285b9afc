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
        Drained warmUp = drain(stage, new Medians(), backlog / 5, 500);
        double acceptedPerSecond = warmUp.load().perSecond();
        int tries = 0;
        for (int done = 0; done < stage.repetitions(); tries++) {
            Drained drained = drain(stage, medians, backlog, acceptedPerSecond);
            if (drained.inTime()) {
                done++;
                acceptedPerSecond = drained.load().perSecond();
            } else {
                acceptedPerSecond /= 2;
            }
            if (tries > 2 * stage.repetitions()) {
                throw new IllegalStateException("the backlog is never accepted before it is due");
            }
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

    /// @param inTime whether all were accepted before they became due; otherwise nothing was measured
    private record Drained(Load load, boolean inTime) {}

    /// @param expectedPerSecond how fast the backlog will be accepted: sets how far ahead it is due
    private Drained drain(Stage stage, Medians medians, int backlog, double expectedPerSecond) throws IOException {
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
            load = Refusals.noted(generator.run(stage.numbers(backlog), backlog, Duration.ofMinutes(2)), medians);
        }
        boolean inTime = (load.endNanos() - start) / 1_000_000 < lead;
        CpuUse before = stage.cpu();
        stage.awaitCalls(calledBefore + load.accepted(), Duration.ofMillis(lead).plusMinutes(2));
        long recorded = stage.awaitRecorded(recordedBefore + load.accepted(), Duration.ofMinutes(1));
        if (inTime) {
            medians.add("recorded/s", load.accepted() / ((recorded - stage.firstCallNanos()) / 1e9));
            medians.add("called/s", load.accepted() / ((stage.lastCallNanos() - stage.firstCallNanos()) / 1e9));
            stage.cpu().perTask(before, load.accepted(), medians);
        }
        return new Drained(load, inTime);
    }
}
