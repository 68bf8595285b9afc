package eu.runlater.receiver;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// Starts a receiver from the command line and stays until it is killed.
///
/// - `--port=8482` wished-for port (default 8482); when it is taken, a free one is used
/// - `--port-file=PATH` the port in use is written here, complete or not at all: how a launcher learns it
/// - `--quiet` no line per call
/// - `--secret=whsec_…` (or the environment variable `RUNLATER_WEBHOOK_SECRET`) to check signatures, not only see them
/// - `--parent=PID` ends when that process ends, so that a killed launcher leaves nothing behind
public final class ReceiverProgram {
    private static final int DEFAULT_PORT = 8482;

    private ReceiverProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ReceiverOptions options = ReceiverOptions.onAnyPort()
                .withPort(DEFAULT_PORT)
                .withRemember(1_000)
                .withLines(out)
                .withSecret(given(System.getenv("RUNLATER_WEBHOOK_SECRET")));
        Path portFile = null;
        ProcessHandle parent = null;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.substring(0, argument.length() - value.length())) {
                case "--port=" -> options = options.withPort(Integer.parseInt(value));
                case "--port-file=" -> portFile = Path.of(value);
                case "--secret=" -> options = options.withSecret(value);
                case "--parent=" ->
                    parent = ProcessHandle.of(Long.parseLong(value)).orElseThrow();
                case "" -> options = flag(options, argument);
                default -> throw new IllegalArgumentException("unknown option " + argument);
            }
        }
        Receiver receiver = Receiver.start(options);
        out.println("receiver  listening on http://127.0.0.1:" + receiver.port() + "/echo");
        announce(receiver.port(), portFile);
        if (parent == null) {
            Thread.currentThread().join();
        } else {
            parent.onExit().join();
        }
    }

    private static @Nullable String given(@Nullable String variable) {
        return variable == null || variable.isEmpty() ? null : variable;
    }

    private static ReceiverOptions flag(ReceiverOptions options, String argument) {
        return switch (argument) {
            case "--quiet" -> options.withLines(null);
            case "--verbose" -> options;
            default -> throw new IllegalArgumentException("unknown option " + argument);
        };
    }

    private static void announce(int port, @Nullable Path file) throws IOException {
        if (file == null) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, String.valueOf(port));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
