package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// How many tasks a second are stored for good: each answer counts only as 202, which is sent after the commit. The
/// tasks are due tomorrow, so that nothing but accepting is measured.
final class AcceptScenario implements Scenario {
    private static final int CONNECTIONS = 256;
    private static final int WARM_UP_ROUNDS = 8;
    private static final double STILL_WARMING = 1.05;

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        Medians medians = new Medians();
        RequestTemplate template = stage.task("/api/v1/tasks", "\"delay\":\"1d\",");
        try (LoadGenerator load = new LoadGenerator(stage.engine().address(), CONNECTIONS, template, false)) {
            warmUp(stage, load);
            for (int i = 0; i < stage.repetitions(); i++) {
                CpuUse before = stage.cpu();
                Load done = Refusals.noted(run(stage, load, Duration.ofSeconds(stage.quick() ? 1 : 5)), medians);
                medians.add("accepted/s", done.perSecond());
                medians.add("answer p50 ms", done.answerTimes().millis(0.5));
                medians.add("answer p99 ms", done.answerTimes().millis(0.99));
                stage.cpu().perTask(before, done.accepted(), medians);
            }
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("accepted/s", true, 8_000),
                List.of("POST /api/v1/tasks with delay 1d, " + CONNECTIONS
                        + " keep-alive connections, 202 = committed"));
    }

    /// Until a round is no longer clearly faster than the one before: the JVM's compilers need as much processor
    /// time for the hot path as a minute of accepting does, and on two cores they take it from the work.
    private static void warmUp(Stage stage, LoadGenerator load) throws IOException {
        if (stage.quick()) {
            run(stage, load, Duration.ofSeconds(1));
            return;
        }
        double before = 0;
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            double now = run(stage, load, Duration.ofSeconds(5)).perSecond();
            if (now < before * STILL_WARMING) {
                return;
            }
            before = now;
        }
    }

    private static Load run(Stage stage, LoadGenerator load, Duration time) throws IOException {
        long numbers = 10_000_000;
        return load.run(stage.numbers(numbers), numbers, time);
    }
}
