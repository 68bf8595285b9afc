package eu.runlater.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How to start an engine: on which data, with which settings.
///
/// @param jar the engine's jar; absent = the running program's own class path, less the test classes
/// @param databaseUrl absent = the embedded PostgreSQL
/// @param jvmOptions e.g. `-Xmx1g`
/// @param settings further `RUNLATER_…` settings
public record EngineLaunch(
        Path dataDir,
        @Nullable Path jar,
        @Nullable String databaseUrl,
        List<String> jvmOptions,
        Map<String, String> settings) {
    private static final String KEY = "sk_live_" + "bench-and-tests-only-0123456789-abcdefghijk";
    private static final String MAIN_CLASS = "eu.runlater.engine.EngineApplication";

    public EngineLaunch {
        jvmOptions = List.copyOf(jvmOptions);
        settings = Map.copyOf(settings);
    }

    public static EngineLaunch on(Path dataDir) {
        return new EngineLaunch(dataDir, null, null, List.of(), Map.of());
    }

    /// On a database that others use, too.
    public static EngineLaunch on(Path dataDir, String databaseUrl) {
        return new EngineLaunch(dataDir, null, databaseUrl, List.of(), Map.of());
    }

    public EngineLaunch withSetting(String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return new EngineLaunch(dataDir, jar, databaseUrl, jvmOptions, more);
    }

    String apiKey() {
        return KEY;
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvmOptions);
        if (jar != null) {
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.addAll(List.of("-cp", classPath(), MAIN_CLASS));
        }
        return command;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("RUNLATER_DATA_DIR", dataDir.toString());
        environment.put("RUNLATER_BIND", "127.0.0.1");
        environment.put("RUNLATER_BOOTSTRAP_API_KEY", KEY);
        environment.put("RUNLATER_EGRESS_ALLOW", "127.0.0.1/32:1024-65535");
        environment.put("RUNLATER_RATE_LIMIT_PER_ADDRESS", "0"); // tests ask for health many times a second
        if (databaseUrl != null) {
            environment.put("RUNLATER_DATABASE_URL", databaseUrl);
        }
        environment.putAll(settings);
        return environment;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
