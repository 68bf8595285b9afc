package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// How long it takes to move a task on whose schedule nobody looked at for three years: 1.6 million firings were
/// missed.
final class OverdueScenario implements Scenario {
    private static final String OVERDUE = """
            update task set next_run_at = date_trunc('minute', now()) - interval '3 years',
                   tick_at = date_trunc('minute', now()) - interval '3 years'
             where id = ?
            """;

    @Override
    public String name() {
        return "overdue";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        Medians medians = new Medians();
        try (Schedules schedules = Schedules.like(stage, "\"cron\":\"* * * * *\"")) {
            round(schedules);
            for (int i = 0; i < stage.repetitions(); i++) {
                medians.add("tick ms", round(schedules));
            }
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("tick ms", false, 100),
                List.of("a task of every minute, three years overdue: missed firings on record, the next one planned"));
    }

    private static double round(Schedules schedules) throws IOException {
        schedules.run(OVERDUE, schedules.first());
        double took = schedules.awaitTick(Duration.ofSeconds(30));
        schedules.awaitRuns(Duration.ofMinutes(2));
        return took;
    }
}
