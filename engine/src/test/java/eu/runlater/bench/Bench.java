package eu.runlater.bench;

import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The benchmark's program: starts an engine, measures, prints. Options: [BenchOptions#HELP].
public final class Bench {
    private final BenchOptions options;
    private final PrintStream out;

    private Bench(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (List.of(arguments).contains("--help")) {
            out.print(BenchOptions.HELP);
            return;
        }
        BenchOptions options = options(arguments, out);
        Report report = new Bench(options, out).run();
        out.println(report.table());
        if (options.check() && !report.allMet()) {
            System.exit(1);
        }
    }

    private static BenchOptions options(String[] arguments, PrintStream out) {
        try {
            return BenchOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    private Report run() throws IOException, SQLException {
        List<Scenario> scenarios = chosen();
        Path directory = options.dataDir() == null ? Files.createTempDirectory("runlater-bench-") : options.dataDir();
        EngineLaunch launch = new EngineLaunch(
                directory.resolve("engine"),
                options.engineJar(),
                options.databaseUrl(),
                options.jvmOptions(),
                Map.of());
        out.println("starting an engine in " + directory + " …");
        try (EngineProcess engine = EngineProcess.start(launch);
                Stage stage = new Stage(
                        engine, InstantSource.system(), options.quick() ? 1 : options.repetitions(), options.quick())) {
            Machine machine = machine(engine);
            List<Measurement> measurements = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                out.print(String.format("measuring %-8s", scenario.name()));
                out.flush();
                long start = System.nanoTime();
                measurements.add(scenario.measure(stage));
                out.printf(" %.0f s%n", (System.nanoTime() - start) / 1e9);
            }
            Report report = new Report(machine, conditions(), measurements);
            if (options.json() != null) {
                Files.writeString(options.json(), report.json());
            }
            return report;
        } finally {
            if (options.dataDir() == null) {
                delete(directory);
            }
        }
    }

    private List<Scenario> chosen() {
        List<Scenario> all = List.of(
                new AcceptScenario(),
                new DrainScenario(InstantSource.system()),
                new LiveScenario(),
                new LatencyScenario(),
                new FiringsScenario(InstantSource.system()),
                new TickScenario(InstantSource.system()),
                new OverdueScenario(),
                new RefusalScenario(),
                new ClaimScenario(),
                new NaiveOutbox());
        return options.scenarios().isEmpty()
                ? all
                : all.stream()
                        .filter(scenario -> options.scenarios().contains(scenario.name()))
                        .toList();
    }

    private List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add(
                "engine in its own process" + (options.databaseUrl() == null ? " with its embedded PostgreSQL" : "")
                        + "; load generator and receiver share one other process; all on the same cores");
        conditions.add("every task signed, called, and kept in the history; cpu µs = processor time per task");
        if (options.quick()) {
            conditions.add("QUICK RUN: one short repetition each; not to be quoted");
        } else {
            conditions.add("each figure is the median of " + options.repetitions() + " after a warm-up");
        }
        return conditions;
    }

    private static Machine machine(EngineProcess engine) throws SQLException, IOException {
        try (Connection connection = engine.database().connect()) {
            return Machine.of(connection);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
