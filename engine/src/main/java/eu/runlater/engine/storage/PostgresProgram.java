package eu.runlater.engine.storage;

import eu.runlater.engine.runtime.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Runs PostgreSQL's own programs (initdb, pg_ctl). PostgreSQL refuses to run as root, so as root they run
/// inside a user namespace in which they are nobody in particular.
final class PostgresProgram {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

    private final Path home;
    private final Path output;
    private final List<String> prefix;

    /// @param home the extracted distribution, with `bin` inside
    /// @param output where the programs' messages go
    PostgresProgram(Path home, Path output) {
        this.home = home;
        this.output = output;
        this.prefix = prefix();
    }

    private static List<String> prefix() {
        if (WINDOWS || !"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            Process probe = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException _) {
            // No such program: the message below says what to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw StartRefused.surroundings("""
                The embedded PostgreSQL cannot run as root here: this system does not allow user namespaces.
                Start the engine as a normal user, or set RUNLATER_DATABASE_URL to a PostgreSQL of your own.""");
    }

    /// Runs a program to its end.
    ///
    /// @return its exit code
    int run(long seconds, String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin")
                .resolve(WINDOWS ? program + ".exe" : program)
                .toString());
        command.addAll(List.of(arguments));
        try {
            // To a file, not to a pipe: the postmaster inherits it and would hold a pipe open for ever.
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .directory(home.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw StartRefused.surroundings("The embedded PostgreSQL's program " + program + " does not run: "
                    + e.getMessage() + "\nSet RUNLATER_DATABASE_URL to a PostgreSQL of your own.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /// The last lines the programs wrote, for messages.
    String lastWords() {
        return tail(output);
    }

    static String tail(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }
}
