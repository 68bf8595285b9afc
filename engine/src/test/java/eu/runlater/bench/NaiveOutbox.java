package eu.runlater.bench;

import eu.runlater.process.EngineDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The alternative most teams start with, on the same PostgreSQL, for comparison: one table, one INSERT per task,
/// workers that take one row `FOR UPDATE SKIP LOCKED`, call, and update its status. It is given every advantage that
/// costs no design: no HTTP in front of the INSERT, connections kept, statements prepared, workers that do not sleep
/// while there is work, no retries, no history, no signatures.
final class NaiveOutbox implements Scenario {
    private static final int WORKERS = 16;
    private static final String CREATE = """
            create table naive_outbox (
                id          bigint generated always as identity primary key,
                url         text        not null,
                body        text        not null,
                status      text        not null default 'pending',
                attempts    integer     not null default 0,
                run_at      timestamptz not null default now(),
                finished_at timestamptz)""";
    private static final String INDEX = "create index on naive_outbox (status, run_at)";
    private static final String DROP = "drop table if exists naive_outbox";
    private static final String INSERT = "insert into naive_outbox (url, body) values (?, ?)";
    private static final String TAKE = """
            update naive_outbox set status = 'running', attempts = attempts + 1
             where id = (select id from naive_outbox
                          where status = 'pending' and run_at <= now()
                          order by run_at limit 1 for update skip locked)
            returning id, url, body""";
    private static final String FINISH = "update naive_outbox set status = ?, finished_at = now() where id = ?";
    private static final String BODY =
            "{\"order\":\"A-4711\",\"customer\":\"c_51f3\",\"total\":\"118.40\",\"currency\":\"EUR\"}";

    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Measurement measure(Stage stage) throws IOException {
        int tasks = stage.quick() ? 1_000 : 15_000;
        Medians medians = new Medians();
        EngineDatabase database = stage.engine().database();
        execute(database, DROP, CREATE, INDEX);
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            round(stage, database, client, new Medians(), tasks / 3);
            round(stage, database, client, medians, tasks);
        } finally {
            execute(database, DROP);
        }
        return new Measurement(
                name(),
                medians.all(),
                null,
                List.of("the alternative: one table, INSERT per task over JDBC, " + WORKERS
                        + " workers with FOR UPDATE SKIP LOCKED, one status update per call; one round"));
    }

    private void round(Stage stage, EngineDatabase database, HttpClient client, Medians medians, int tasks)
            throws IOException {
        long start = System.nanoTime();
        String url = stage.echo().toString();
        AtomicInteger left = new AtomicInteger(tasks);
        everyWorker(database, connection -> insert(connection, url, left));
        long inserted = System.nanoTime();
        stage.forgetCallTimes();
        everyWorker(database, connection -> work(connection, client));
        long finished = System.nanoTime();
        medians.add("accepted/s", tasks / ((inserted - start) / 1e9));
        medians.add("recorded/s", tasks / ((finished - inserted) / 1e9));
    }

    private interface Work {
        void with(Connection connection) throws SQLException, IOException, InterruptedException;
    }

    private void everyWorker(EngineDatabase database, Work work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (Connection connection = database.connect()) {
                    work.with(connection);
                } catch (SQLException | IOException | InterruptedException e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the comparison broke", failed);
        }
    }

    private static void insert(Connection connection, String url, AtomicInteger left) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (left.decrementAndGet() >= 0) {
                insert.setString(1, url);
                insert.setString(2, BODY);
                insert.executeUpdate();
            }
        }
    }

    private static void work(Connection connection, HttpClient client)
            throws SQLException, IOException, InterruptedException {
        try (PreparedStatement take = connection.prepareStatement(TAKE);
                PreparedStatement finish = connection.prepareStatement(FINISH)) {
            while (true) {
                long id;
                HttpRequest request;
                try (ResultSet row = take.executeQuery()) {
                    if (!row.next()) {
                        return;
                    }
                    id = row.getLong(1);
                    request = HttpRequest.newBuilder(URI.create(row.getString(2)))
                            .timeout(Duration.ofSeconds(30))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(row.getString(3)))
                            .build();
                }
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                finish.setString(1, status / 100 == 2 ? "done" : "failed");
                finish.setLong(2, id);
                finish.executeUpdate();
            }
        }
    }

    private static void execute(EngineDatabase database, String... statements) throws IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IOException("the comparison needs a table of its own", e);
        }
    }
}
