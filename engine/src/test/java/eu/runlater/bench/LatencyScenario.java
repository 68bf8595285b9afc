package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// How soon after the POST the receiver has the call, on an engine with little to do: 100 tasks a second.
final class LatencyScenario implements Scenario {
    private static final int PER_SECOND = 100;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        Medians medians = new Medians();
        run(stage, new Medians(), PER_SECOND * (stage.quick() ? 1 : 3));
        for (int i = 0; i < stage.repetitions(); i++) {
            run(stage, medians, PER_SECOND * (stage.quick() ? 2 : 6));
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("p50 ms", false, 5),
                List.of("POST /api/v1/queue → call read by the receiver, " + PER_SECOND
                        + " a second, counted from the planned moment of sending"));
    }

    private static void run(Stage stage, Medians medians, int count) throws IOException {
        long first = stage.numbers(count);
        long calledBefore = stage.calls();
        Pacer pacer = new Pacer(stage.engine().address(), stage.task("/api/v1/queue", ""), first, count, PER_SECOND);
        stage.listen(pacer::called);
        try {
            pacer.run();
            stage.awaitCalls(calledBefore + count, Duration.ofSeconds(30));
        } finally {
            stage.listenNoMore();
        }
        Latencies latencies = pacer.latencies();
        medians.add("p50 ms", latencies.millis(0.5));
        medians.add("p95 ms", latencies.millis(0.95));
        medians.add("p99 ms", latencies.millis(0.99));
    }
}
