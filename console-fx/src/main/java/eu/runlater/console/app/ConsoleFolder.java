package eu.runlater.console.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where the console keeps what is the user's: each system's own place for that.
final class ConsoleFolder {
    private ConsoleFolder() {}

    static Path of(Map<String, String> environment, String system, Path home) {
        String given = environment.getOrDefault("RUNLATER_CONSOLE_DIR", "");
        if (!given.isBlank()) {
            return Path.of(given);
        }
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return (roaming.isBlank() ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming))
                    .resolve("Runlater");
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Runlater");
        }
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.isBlank() ? home.resolve(".config") : Path.of(config)).resolve("runlater");
    }
}
