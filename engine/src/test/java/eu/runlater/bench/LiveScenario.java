package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The whole way at full speed in a steady state: every connection posts an immediate task, waits for the 202 and for
/// the task's call, and only then posts the next. The clock stops when the API shows all of them as successes.
final class LiveScenario implements Scenario {
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "live";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        Medians medians = new Medians();
        RequestTemplate template = stage.task("/api/v1/queue", "");
        try (LoadGenerator load = new LoadGenerator(stage.engine().address(), CONNECTIONS, template, true)) {
            stage.listen(load::called);
            run(stage, load, new Medians(), Duration.ofSeconds(stage.quick() ? 1 : 4));
            for (int i = 0; i < stage.repetitions(); i++) {
                run(stage, load, medians, Duration.ofSeconds(stage.quick() ? 1 : 6));
            }
        } finally {
            stage.listenNoMore();
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("finished/s", true, 2_500),
                List.of("POST /api/v1/queue, " + CONNECTIONS
                        + " connections, each waits for its task's call before the next; until recorded as success"));
    }

    private static void run(Stage stage, LoadGenerator load, Medians medians, Duration time) throws IOException {
        long numbers = 10_000_000;
        long recordedBefore = stage.recorded();
        CpuUse before = stage.cpu();
        Load done = Refusals.noted(load.run(stage.numbers(numbers), numbers, time), medians);
        long recorded = stage.awaitRecorded(recordedBefore + done.accepted(), Duration.ofMinutes(1));
        medians.add("finished/s", done.accepted() / ((recorded - done.startNanos()) / 1e9));
        medians.add("answer p50 ms", done.answerTimes().millis(0.5));
        medians.add("answer p99 ms", done.answerTimes().millis(0.99));
        stage.cpu().perTask(before, done.accepted(), medians);
    }
}
