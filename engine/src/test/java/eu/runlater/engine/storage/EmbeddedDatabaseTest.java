package eu.runlater.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.settings.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    private Path directory;

    @Test
    void data_survives_a_restart_and_every_commit_is_on_disk_when_it_is_confirmed() throws Exception {
        try (EmbeddedDatabase database = start()) {
            run(database, "create table kept (x int)");
            run(database, "insert into kept values (42)");
            assertThat(one(database, "show fsync")).isEqualTo("on");
            assertThat(one(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(one(database, "show full_page_writes")).isEqualTo("on");
        }
        try (EmbeddedDatabase database = start()) {
            assertThat(one(database, "select x from kept")).isEqualTo("42");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_and_nobody_else_may_read_it() throws Exception {
        try (EmbeddedDatabase database = start()) {
            DatabaseAddress right = database.address();
            DatabaseAddress wrong =
                    new DatabaseAddress(right.jdbcUrl(), right.user(), Secret.of("guess"), right.display());

            assertThatThrownBy(wrong::connect)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(one(database, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
            Path password = directory.resolve("postgres").resolve("password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_second_engine_on_the_same_directory_is_refused() {
        EmbeddedDatabase first = start();
        try (first) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(
                            "Another engine (process " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("RUNLATER_DATA_DIR");
        }
    }

    @Test
    void a_server_that_is_killed_comes_back_on_the_same_port_with_its_data() throws Exception {
        try (EmbeddedDatabase database = start()) {
            run(database, "create table kept (x int)");
            long killed = postmaster();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> postmaster() != killed
                            && one(database, "select count(*) from kept").equals("0"));
        }
    }

    @Test
    void a_server_an_engine_left_behind_is_found_and_stopped() throws Exception {
        EmbeddedDatabase left = start();
        run(left, "create table kept (x int)");
        long old = postmaster();
        left.abandonForTests();

        try (EmbeddedDatabase database = start()) {
            assertThat(postmaster()).isNotEqualTo(old);
            assertThat(one(database, "select count(*) from kept")).isEqualTo("0");
        }
    }

    @Test
    void the_operators_own_settings_are_kept_and_win() throws Exception {
        start().close();
        Files.writeString(directory.resolve("postgres/data/custom.conf"), "work_mem = '17MB'\n");

        try (EmbeddedDatabase database = start()) {
            assertThat(one(database, "show work_mem")).isEqualTo("17MB");
        }
    }

    /// With the distribution unpacked once for all tests.
    private EmbeddedDatabase start() {
        Path binaries = Path.of("target", "postgres-program").toAbsolutePath();
        return EmbeddedDatabase.start(directory.resolve("postgres"), binaries, true);
    }

    private long postmaster() throws Exception {
        Path file = directory.resolve("postgres").resolve("data").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    private static void run(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
