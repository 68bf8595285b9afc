package eu.runlater.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.storage.EmbeddedDatabase;
import eu.runlater.process.EngineLaunch;
import eu.runlater.process.EngineProcess;
import eu.runlater.receiver.Call;
import eu.runlater.receiver.Receiver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G-CRN-1 and G-NOD-1 with real processes: the leader of two engines dies in the middle of ten thousand firings.
@Tag("slow")
class LeaderKillTest {
    private static final int TASKS = 500;
    private static final int FIRINGS = 20;
    private static final int ALL = TASKS * FIRINGS;

    // Each fires once a second, twenty times, all of them at the same moments.
    private static final String TASKS_SQL = """
            insert into task (id, organization_id, name, method, url, host, priority, timeout_ms, retry_attempts, every_seconds,
                              timezone, anchor_at, max_runs, overlap, misfire, interval_seconds, enabled, next_run_at, tick_at,
                              schedule_version, inserted_at, updated_at, version)
            select gen_random_uuid(), (select id from organization limit 1), 'task ' || n, 'POST', '%s', '127.0.0.1', 5, 10000, 0,
                   1, 'UTC', date_trunc('second', now()) + interval '3 seconds', %d, 'allow', 'run_latest', 1, true,
                   date_trunc('second', now()) + interval '4 seconds', now() - interval '6 seconds', 1, now(), now(), 1
              from generate_series(1, %d) n
            """;

    @TempDir
    Path directory;

    @Test
    void no_firing_is_missing_and_none_comes_twice_when_the_leader_is_killed() throws Exception {
        // A database of its own: an engine takes its embedded one with it when it is killed.
        try (EmbeddedDatabase shared = EmbeddedDatabase.start(directory.resolve("database"));
                Receiver receiver = Receiver.start();
                EngineProcess a = EngineProcess.start(EngineLaunch.on(directory.resolve("engine-a"), shared.url()));
                EngineProcess b = EngineProcess.start(EngineLaunch.on(directory.resolve("engine-b"), shared.url()));
                Connection database = a.database().connect()) {
            run(database, TASKS_SQL.formatted(receiver.uri("/echo"), FIRINGS, TASKS));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> number(database, "select count(*) from firing") >= ALL / 2 - ALL / 10);
            String leader = text(
                    database,
                    "select n.address from leader_tick l join node n on n.id = l.node_id where l.job = 'schedule'");
            EngineProcess killed = leader.endsWith(":" + a.address().getPort()) ? a : b;
            killed.kill();

            await().atMost(Duration.ofSeconds(90))
                    .until(() -> number(database, "select count(*) from task where next_run_at is not null") == 0
                            && number(database, "select count(*) from run") == 0);

            assertThat(number(database, "select count(*) from firing where outcome = 'run'"))
                    .isEqualTo(ALL);
            assertThat(number(database, """
                        select count(*) from (
                          select task_id from firing group by task_id
                          having count(*) <> %d or max(scheduled_for) - min(scheduled_for) <> interval '%d seconds') wrong
                        """.formatted(FIRINGS, FIRINGS - 1))).isZero();
            assertThat(number(database, """
                        select coalesce(max(extract(epoch from gap)), 0) from (
                          select recorded_at - lag(recorded_at) over (order by recorded_at) as gap from firing) gaps
                        """)).as("seconds without a leader").isLessThanOrEqualTo(10);
            assertThat(receiver.calls().stream().map(LeaderKillTest::runId).collect(Collectors.toSet()))
                    .hasSize(ALL);
            // Only what was in flight on the killed node may have been sent twice, and then under the same id.
            assertThat(number(database, "select count(*) from execution where status = 'interrupted'"))
                    .isGreaterThanOrEqualTo(receiver.calls().size() - ALL);
        }
    }

    private static String runId(Call call) {
        return Objects.requireNonNull(call.header("webhook-id"));
    }

    private static void run(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
