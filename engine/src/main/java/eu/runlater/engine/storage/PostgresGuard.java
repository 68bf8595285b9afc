package eu.runlater.engine.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops the embedded PostgreSQL when the engine is gone without having done so. A small shell waits on a
/// pipe that only the engine holds: its end is noticed at once, even after `kill -9`. Where there is no shell
/// (Windows), the next start finds what is left over.
final class PostgresGuard {
    private static final Logger log = LoggerFactory.getLogger(PostgresGuard.class);

    /// Ignores the signals a terminal sends to the whole group. A line means "stopped already, go home".
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r line && exit 0
            read -r pid < "$2/postmaster.pid" && [ "$pid" = "$1" ] && kill -INT "$1"
            """;

    private final Process shell;

    private PostgresGuard(Process shell) {
        this.shell = shell;
    }

    static @Nullable PostgresGuard of(long postmaster, Path data) {
        try {
            Process shell = new ProcessBuilder(
                            "/bin/sh", "-c", SCRIPT, "runlater-guard", Long.toString(postmaster), data.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new PostgresGuard(shell);
        } catch (IOException e) {
            log.debug("no guard for the embedded PostgreSQL", e);
            return null;
        }
    }

    void dismiss() {
        try (var line = shell.getOutputStream()) {
            line.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            log.debug("the guard had gone already", e);
        }
    }
}
