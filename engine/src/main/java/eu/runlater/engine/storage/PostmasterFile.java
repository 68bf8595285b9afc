package eu.runlater.engine.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// PostgreSQL's `postmaster.pid`: which process serves the data directory.
final class PostmasterFile {
    private final Path file;

    PostmasterFile(Path data) {
        this.file = data.resolve("postmaster.pid");
    }

    /// The server that runs on this directory, if one does.
    Optional<ProcessHandle> running() {
        return named().filter(PostmasterFile::runs)
                // The number may have been given to another program since.
                .filter(process -> process.info().command().orElse("postgres").contains("postgres"));
    }

    /// Takes the file away when its process has ended but is still in the process table: PostgreSQL would take it for
    /// alive and refuse to start. Backends that still use the data are found by their shared memory all the same.
    void removeIfEnded() throws IOException {
        if (named().filter(process -> !runs(process)).isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    private Optional<ProcessHandle> named() {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readAllLines(file).getFirst().strip()));
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /// In a container without a proper first process, what has ended stays in the process table for a while or for
    /// ever, and counts as alive there.
    static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive() && !stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException _) {
            return process.isAlive(); // not Linux, or gone just now
        }
    }

    /// A server takes its file away shortly before its process ends.
    static boolean endsWithin(ProcessHandle process, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (runs(process)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }
}
