package eu.runlater.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import eu.runlater.engine.dispatch.ClaimLoop;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// How long the engine's claim takes when everything speaks against it: a million future runs in the highest
/// rank, a hundred thousand due ones in the lowest. The tables stand in a schema of their own, where no engine
/// claims; the claim is the engine's own code, each one committed. Beside it stands what one would write first:
/// the same order, read from the same index.
final class ClaimScenario implements Scenario {
    private static final int FUTURE = 1_000_000;
    private static final int DUE = 100_000;
    private static final int AT_ONCE = 50;
    private static final int PLAIN_ROUNDS = 20;
    private static final String SCHEMA = "bench_claim";

    private static final String RUNS = """
            insert into run (id, organization_id, task_id, execution_id, kind, host, rank, state, attempt, first_due_at, due_at,
                             created_at)
            select gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad((n %% 100)::text, 12, '0'))::uuid,
                   gen_random_uuid(), gen_random_uuid(), 'once', 'example.test', %d, 0, 1, now() + %s, now() + %s, now()
              from generate_series(1, %d) n
            """;

    private static final String PLAIN = """
            select id from run where state = 0 and due_at <= app_now() order by rank, due_at, id limit %d
               for update skip locked
            """.formatted(AT_ONCE);

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        int scale = stage.quick() ? 20 : 1;
        Medians medians = new Medians();
        try (Connection connection = stage.engine().database().connect()) {
            try {
                for (int i = 0; i < stage.repetitions(); i++) {
                    prepare(connection, scale);
                    plain(connection, medians);
                    claim(connection, medians);
                }
            } finally {
                execute(connection, "drop schema if exists " + SCHEMA + " cascade");
            }
        } catch (SQLException e) {
            throw new IOException("the claim is measured in a schema of its own", e);
        }
        return new Measurement(
                name(),
                medians.all(),
                new Measurement.Target("p99 ms", false, 10),
                List.of(
                        String.format(
                                "claims of %d, committed, until none of %,d due runs of the lowest rank is left, behind %,d"
                                        + " future ones of the highest",
                                AT_ONCE, DUE / scale, FUTURE / scale),
                        "plain: the same in one ORDER BY … LIMIT " + AT_ONCE + " over the same index"));
    }

    private static void prepare(Connection connection, int scale) throws SQLException {
        ((Logger) LoggerFactory.getLogger("org.flywaydb")).setLevel(Level.WARN);
        execute(connection, "drop schema if exists " + SCHEMA + " cascade", "set search_path = " + SCHEMA);
        Flyway.configure()
                .dataSource(new SingleConnectionDataSource(connection, true))
                .schemas(SCHEMA)
                .load()
                .migrate();
        execute(
                connection,
                "set search_path = " + SCHEMA,
                RUNS.formatted(
                        0,
                        "n * interval '1 second' + interval '1 hour'",
                        "n * interval '1 second' + interval '1 hour'",
                        FUTURE / scale),
                RUNS.formatted(199, "n * interval '-1 millisecond'", "n * interval '-1 millisecond'", DUE / scale),
                "vacuum analyze run");
    }

    private static void plain(Connection connection, Medians medians) throws SQLException {
        Latencies latencies = new Latencies();
        for (int i = 0; i < PLAIN_ROUNDS; i++) {
            long start = System.nanoTime();
            execute(connection, PLAIN);
            latencies.add(System.nanoTime() - start);
        }
        medians.add("plain p50 ms", latencies.millis(0.5));
    }

    private static void claim(Connection connection, Medians medians) throws SQLException {
        Latencies latencies = new Latencies();
        long claimed = ClaimLoop.run(new SingleConnectionDataSource(connection, true), AT_ONCE, latencies::add);
        try (Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery("select count(*) filter (where state = 1),"
                        + " count(*) filter (where state = 0 and due_at <= app_now()) from run")) {
            left.next();
            if (left.getLong(1) != claimed || left.getLong(2) > 0) {
                throw new IllegalStateException(
                        claimed + " were claimed, but " + left.getLong(1) + " say so and " + left.getLong(2) + " wait");
            }
        }
        medians.add("p50 ms", latencies.millis(0.5));
        medians.add("p99 ms", latencies.millis(0.99));
        medians.add("longest ms", latencies.millis(1));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
