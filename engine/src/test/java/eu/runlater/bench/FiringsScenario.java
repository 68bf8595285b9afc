package eu.runlater.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// How late schedules are when many meet: a thousand recurring tasks with the same moment. Counted is the arrival
/// of each call at the receiver, after the moment it was planned for; sender, database and receiver share the
/// clock.
final class FiringsScenario implements Scenario {
    private static final int TASKS = 1_000;
    /// An engine that schedules are left to has been up for days: its code is compiled.
    private static final int WARM_UP_TASKS = 100_000;

    private static final int WARM_UP_ROUNDS = 3;
    private static final Duration LEAD = Duration.ofSeconds(4);

    private static final String STARTED = """
            select extract(epoch from percentile_disc(%s) within group (order by started_at - scheduled_for)) * 1000
              from execution where kind = 'cron' and scheduled_for = '%s'
            """;

    private final InstantSource clock;

    FiringsScenario(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "firings";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        int tasks = stage.quick() ? TASKS / 10 : TASKS;
        Medians medians = new Medians();
        warmUp(stage);
        try (Schedules schedules = Schedules.like(stage, "\"every\":\"1d\"")) {
            schedules.add(tasks, clock.instant().plus(Duration.ofDays(1)));
            for (int i = 0; i < (stage.quick() ? 1 : WARM_UP_ROUNDS); i++) {
                round(stage, schedules, tasks, new Medians());
            }
            for (int i = 0; i < stage.repetitions(); i++) {
                round(stage, schedules, tasks, medians);
            }
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("start p99 ms", false, 100),
                List.of(String.format(
                        "%,d recurring tasks planned for the same second; start: planned moment → attempt begun (history);"
                                + " called: → call read by the receiver",
                        tasks)));
    }

    private static void warmUp(Stage stage) throws IOException {
        int count = stage.quick() ? 1_000 : WARM_UP_TASKS;
        long before = stage.calls();
        try (LoadGenerator load =
                new LoadGenerator(stage.engine().address(), 64, stage.task("/api/v1/queue", ""), false)) {
            Load done = load.run(stage.numbers(count), count, Duration.ofSeconds(60));
            stage.awaitCalls(before + done.accepted(), Duration.ofMinutes(2));
        }
    }

    private void round(Stage stage, Schedules schedules, int tasks, Medians medians) throws IOException {
        long before = stage.calls();
        Instant planned = clock.instant().plus(LEAD).truncatedTo(ChronoUnit.SECONDS);
        Latencies late = new Latencies();
        stage.listen(_ -> {
            long nanos = planned.until(clock.instant(), ChronoUnit.NANOS);
            synchronized (late) {
                late.add(nanos);
            }
        });
        try {
            schedules.makeDue(tasks, planned);
            stage.awaitCalls(before + tasks, LEAD.plusSeconds(60));
        } finally {
            stage.listenNoMore();
        }
        schedules.awaitRuns(Duration.ofSeconds(30));
        synchronized (late) {
            if (late.millis(0) < 0) {
                throw new IllegalStateException("a firing came before its moment");
            }
            medians.add("start p50 ms", schedules.number(STARTED.formatted(0.5, planned)));
            medians.add("start p99 ms", schedules.number(STARTED.formatted(0.99, planned)));
            medians.add("called p50 ms", late.millis(0.5));
            medians.add("called p99 ms", late.millis(0.99));
        }
    }
}
