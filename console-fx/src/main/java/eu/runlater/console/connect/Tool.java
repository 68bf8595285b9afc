package eu.runlater.console.connect;

import eu.runlater.console.connect.KeyVault.VaultFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs one of the system's own programs. Secrets go in and out by its standard streams only: arguments can be read by
/// everybody on the machine.
final class Tool {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // it may have to ask for a password

    record Answer(int code, String out, String error) {}

    private Tool() {}

    static boolean isInstalled(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isEmpty() && new File(folder, name).canExecute()) {
                return true;
            }
        }
        return false;
    }

    static Answer run(String input, List<String> command) throws VaultFailure {
        return run(input, PATIENCE, command);
    }

    static Answer run(String input, Duration patience, List<String> command) throws VaultFailure {
        Process process = null;
        try {
            process = new ProcessBuilder(command).start();
            Process running = process;
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> read(running.getInputStream()));
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> read(running.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VaultFailure(command.getFirst() + " did not finish");
            }
            return new Answer(process.exitValue(), out.join(), error.join().strip());
        } catch (IOException e) {
            throw new VaultFailure(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultFailure("interrupted", e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
