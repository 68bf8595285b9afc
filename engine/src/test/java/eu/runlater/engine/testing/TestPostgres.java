package eu.runlater.engine.testing;

import eu.runlater.engine.storage.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// One real PostgreSQL for all tests of this run, without durability, in the build directory. It stops when
/// the run ends, however it ends. The session time zone is an awkward one: half an hour off, and never UTC's
/// day.
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path BUILD = Path.of("target").toAbsolutePath();
    private static final String PREFIX = "test-postgres-";
    private static final EmbeddedDatabase SERVER = start();

    private TestPostgres() {}

    private static EmbeddedDatabase start() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata")); // the driver hands it to every session
        removeLeftOver();
        Path directory = BUILD.resolve(PREFIX + ProcessHandle.current().pid());
        return EmbeddedDatabase.startForTests(directory, BUILD.resolve("postgres-program"));
    }

    private static void removeLeftOver() {
        try (Stream<Path> entries = Files.list(Files.createDirectories(BUILD))) {
            List<Path> dead = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(entry -> ProcessHandle.of(Long.parseLong(
                                    entry.getFileName().toString().substring(PREFIX.length())))
                            .isEmpty())
                    .toList();
            for (Path entry : dead) {
                FileSystemUtils.deleteRecursively(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The database of the shared engine, as RUNLATER_DATABASE_URL.
    public static String url() {
        return SERVER.url();
    }

    /// A new, empty database on the same server, for a test that needs engines of its own.
    public static String newDatabaseUrl() {
        String name = "fresh_" + COUNT.incrementAndGet();
        String url = url();
        String jdbc =
                url.replaceFirst("postgresql://([^:]+):([^@]+)@([^?]+)", "jdbc:postgresql://$3?user=$1&password=$2");
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }
}
