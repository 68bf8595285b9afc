package eu.runlater.engine.storage;

import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.settings.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// A real PostgreSQL of the engine's own (architecture §7). It keeps its data in a directory, listens on
/// loopback with a password of its own, is started again when it dies, and is stopped with the engine; when
/// the engine is killed, the [PostgresGuard] stops it, and what is left over all the same is stopped by the
/// next start. Guards that one directory has one engine.
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "runlater";
    private static final String DATABASE = "runlater";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final long START_SECONDS = 60;
    private static final int START_ATTEMPTS = 3;

    private final Path directory;
    private final Path data;
    private final Path serverLog;
    private final PostmasterFile postmaster;
    private final boolean durable;
    private final DataDirectoryLock lock;
    private final PostgresProgram program;
    private final Secret password;
    private final int port;
    private final Loop supervisor;
    private volatile boolean closing;
    private volatile long pid;
    private @Nullable PostgresGuard guard;

    private EmbeddedDatabase(Path directory, Path binaries, boolean durable) throws IOException {
        this.directory = directory;
        this.durable = durable;
        this.data = directory.resolve("data");
        this.serverLog = directory.resolve("server.log");
        this.postmaster = new PostmasterFile(data);
        createPrivate(directory);
        Files.createDirectories(binaries);
        this.lock = DataDirectoryLock.take(directory);
        try {
            Path output = directory.resolve("program.log");
            Files.deleteIfExists(output);
            this.program = new PostgresProgram(PostgresBinaries.unpack(binaries), output);
            this.password = password(directory.resolve("password"));
            stopLeftOver();
            if (!Files.exists(data)) {
                initialize();
            }
            this.port = freePort();
            configure();
            start();
            createDatabase();
            this.supervisor = Loop.start("embedded-database", this::supervise);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Starts the database of a data directory; the first time this takes a few seconds.
    ///
    /// @throws StartRefused when another engine uses the directory, or PostgreSQL does not start
    public static EmbeddedDatabase start(Path dataDirectory) {
        Path directory = dataDirectory.resolve("postgres");
        return start(directory, directory, true);
    }

    /// A database for tests: nothing survives a crash of the machine, which makes it quick.
    public static EmbeddedDatabase startForTests(Path directory, Path binaries) {
        return start(directory, binaries, false);
    }

    static EmbeddedDatabase start(Path directory, Path binaries, boolean durable) {
        try {
            return new EmbeddedDatabase(directory, binaries, durable);
        } catch (IOException e) {
            throw StartRefused.surroundings("The embedded PostgreSQL cannot be set up in " + directory + ": " + e
                    + "\nChoose another directory with RUNLATER_DATA_DIR (--data-dir).");
        }
    }

    DatabaseAddress address() {
        return address(DATABASE);
    }

    /// The address for RUNLATER_DATABASE_URL, password included.
    public String url() {
        return "postgresql://" + USER + ":" + password.text() + "@127.0.0.1:" + port + "/" + DATABASE;
    }

    private DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                USER,
                password,
                "embedded, in " + directory + " (port " + port + ")");
    }

    private static void createPrivate(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (posix()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static Secret password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path temporary = file.resolveSibling("password.new");
            Files.deleteIfExists(temporary);
            if (posix()) {
                Files.createFile(
                        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(temporary, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Secret.of(Files.readString(file).strip());
    }

    /// An engine that was killed may have left its PostgreSQL running, and two postmasters must never share a
    /// directory.
    private void stopLeftOver() throws IOException {
        Optional<ProcessHandle> left = postmaster.running();
        if (left.isEmpty()) {
            postmaster.removeIfEnded();
            return;
        }
        log.warn(
                "stopping the PostgreSQL an earlier engine left behind (process {})",
                left.get().pid());
        if (program.run(30, "pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "20") != 0) {
            program.run(30, "pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-t", "20");
        }
        if (!PostmasterFile.endsWithin(left.get(), STOP_PATIENCE)) {
            throw StartRefused.surroundings("A PostgreSQL that an earlier engine left behind (process "
                    + left.get().pid() + ") does not stop.\nEnd it, then start again.");
        }
    }

    private void initialize() throws IOException {
        Path fresh = directory.resolve("data.new");
        FileSystemUtils.deleteRecursively(fresh);
        int exit = program.run(
                120,
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + directory.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions");
        if (exit != 0) {
            throw StartRefused.surroundings("The embedded PostgreSQL cannot make its data directory:\n"
                    + program.lastWords() + "\nSet RUNLATER_DATABASE_URL to a PostgreSQL of your own.");
        }
        // Only a complete directory ever has the final name, whenever the process is killed.
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void configure() throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), PostgresConfiguration.HOST_RULES);
        Files.writeString(data.resolve("postgresql.conf"), PostgresConfiguration.text(port, durable));
        Path custom = data.resolve(PostgresConfiguration.CUSTOM);
        if (!Files.exists(custom)) {
            Files.writeString(custom, "# Your own settings for the embedded PostgreSQL; they win over Runlater's.\n");
        }
        if (Files.exists(serverLog)) {
            Files.move(serverLog, directory.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            // pg_ctl gives the server a session of its own: a Ctrl-C meant for the engine does not reach it, and the
            // engine can still write while it stops.
            int exit = program.run(
                    START_SECONDS + 5,
                    "pg_ctl",
                    "start",
                    "-w",
                    "-s",
                    "-t",
                    Long.toString(START_SECONDS),
                    "-D",
                    data.toString(),
                    "-l",
                    serverLog.toString());
            Optional<ProcessHandle> started = postmaster.running();
            if (exit == 0 && started.isPresent()) {
                pid = started.get().pid();
                guard = PostgresGuard.of(pid, data);
                return;
            }
            if (attempt == START_ATTEMPTS) {
                throw StartRefused.surroundings("The embedded PostgreSQL in " + directory + " does not start:\n"
                        + PostgresProgram.tail(serverLog) + "\n" + program.lastWords());
            }
            stopLeftOver();
        }
    }

    private void createDatabase() {
        try (Connection connection = address("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!row.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            closeServer();
            throw StartRefused.surroundings(
                    "The embedded PostgreSQL in " + directory + " started but does not answer: " + e.getMessage());
        }
    }

    private Duration supervise() {
        if (!closing && ProcessHandle.of(pid).filter(PostmasterFile::runs).isEmpty()) {
            log.error("the embedded PostgreSQL (process {}) has ended; starting it again", pid);
            try {
                stopLeftOver();
                start();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // the loop tries again
            }
            log.info("the embedded PostgreSQL runs again (process {})", pid);
        }
        return LOOK;
    }

    /// Stops the server; everything committed is on disk.
    @Override
    public void close() {
        closing = true;
        supervisor.close();
        try {
            closeServer();
        } finally {
            lock.close();
        }
    }

    private void closeServer() {
        if (program.run(30, "pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "20") != 0
                && postmaster.running().isPresent()) {
            log.warn("the embedded PostgreSQL did not stop in time; stopping it at once");
            program.run(15, "pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-t", "10");
        }
        if (guard != null) {
            guard.dismiss();
        }
    }

    /// Leaves the server running as a killed engine on Windows would, where no guard stops it.
    void abandonForTests() {
        closing = true;
        supervisor.close();
        if (guard != null) {
            guard.dismiss();
        }
        lock.close();
    }

    /// Deletes a test's database with its files.
    public void closeAndDelete() {
        close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
