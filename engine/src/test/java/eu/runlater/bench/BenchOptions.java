package eu.runlater.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line asked for.
///
/// @param scenarios names, in the order to run; empty = all
/// @param jvmOptions for the engine's JVM
/// @param check whether a missed target makes the program fail
record BenchOptions(
        List<String> scenarios,
        List<String> jvmOptions,
        int repetitions,
        boolean quick,
        boolean check,
        @Nullable Path json,
        @Nullable Path engineJar,
        @Nullable Path dataDir,
        @Nullable String databaseUrl) {
    static final String HELP = """
            bench [names]           measures all, or the named ones of: accept drain live latency
                                    firings tick overdue refusal claim · outbox (the alternative)
              --quick               a short run to see that it works; do not quote its figures
              --repetitions=N       each figure is the median of N (default 3)
              --json=FILE           the results as JSON, too
              --check               exit with 1 when a target is missed
              --database-url=URL    an empty database of yours instead of the embedded PostgreSQL
              --data-dir=DIR        where the engine keeps its data (default: a temporary directory, removed afterwards)
              --engine-jar=FILE     the engine's jar (default: the class path of this program)
              --jvm=OPTION          an option for the engine's JVM; may be repeated
            """;

    private static final Set<String> SCENARIOS =
            Set.of("accept", "drain", "live", "latency", "firings", "tick", "overdue", "refusal", "claim", "outbox");

    BenchOptions {
        scenarios = List.copyOf(scenarios);
        jvmOptions = List.copyOf(jvmOptions);
        if (!SCENARIOS.containsAll(scenarios)) {
            throw new IllegalArgumentException("no such scenario among " + scenarios + "\n\n" + HELP);
        }
    }

    static BenchOptions of(String[] arguments) {
        List<String> scenarios = new ArrayList<>();
        List<String> jvmOptions = new ArrayList<>();
        int repetitions = 3;
        boolean quick = false;
        boolean check = false;
        Path json = null;
        Path engineJar = null;
        Path dataDir = null;
        String databaseUrl = null;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            String name =
                    argument.startsWith("--") ? argument.substring(0, argument.length() - value.length()) : "name";
            switch (name) {
                case "name" -> scenarios.add(argument);
                case "--repetitions=" -> repetitions = Integer.parseInt(value);
                case "--json=" -> json = Path.of(value);
                case "--database-url=" -> databaseUrl = value;
                case "--data-dir=" -> dataDir = Path.of(value);
                case "--engine-jar=" -> engineJar = Path.of(value);
                case "--jvm=" -> jvmOptions.add(value);
                default -> {
                    switch (argument) {
                        case "--quick" -> quick = true;
                        case "--check" -> check = true;
                        default -> throw new IllegalArgumentException("unknown option " + argument + "\n\n" + HELP);
                    }
                }
            }
        }
        return new BenchOptions(
                scenarios, jvmOptions, repetitions, quick, check, json, engineJar, dataDir, databaseUrl);
    }
}
