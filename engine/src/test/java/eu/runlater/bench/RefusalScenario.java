package eu.runlater.bench;

import eu.runlater.process.ApiClient;
import java.util.List;

/// How long a schedule that never fires keeps its caller waiting before it is refused.
final class RefusalScenario implements Scenario {
    private static final int CALLS = 300;
    private static final String NEVER = "0 0 30 2 *";

    @Override
    public String name() {
        return "refusal";
    }

    @Override
    public Measurement measure(Stage stage) {
        Medians medians = new Medians();
        round(stage, new Medians());
        for (int i = 0; i < stage.repetitions(); i++) {
            round(stage, medians);
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("p99 ms", false, 50),
                List.of("POST /api/v1/tasks with cron " + NEVER + " (30 February) → 422, one after another"));
    }

    private static void round(Stage stage, Medians medians) {
        String body = "{\"name\":\"never\",\"url\":\"" + stage.echo() + "\",\"cron\":\"" + NEVER + "\"}";
        Latencies latencies = new Latencies();
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            ApiClient.Answer answer = stage.api().post("/api/v1/tasks", body);
            latencies.add(System.nanoTime() - start);
            if (answer.status() / 100 != 4) {
                throw new IllegalStateException("not refused: " + answer);
            }
        }
        medians.add("p50 ms", latencies.millis(0.5));
        medians.add("p99 ms", latencies.millis(0.99));
    }
}
