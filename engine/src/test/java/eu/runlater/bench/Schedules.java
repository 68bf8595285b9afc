package eu.runlater.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// Recurring tasks in numbers: the first is made by an API call, the others are copies of its row, since what is
/// measured is not how they are made. One thread.
final class Schedules implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(20);

    // The grid of a copy passes through the moment asked for; its window of planning ahead is that of the first.
    private static final String COPY = """
            insert into task
            select copy.* from task t cross join generate_series(1, ?) n
             cross join lateral jsonb_populate_record(t, jsonb_build_object(
               'id', gen_random_uuid(), 'name', t.name || ' ' || n, 'anchor_at', ?::timestamptz - interval '100 days',
               'next_run_at', ?::timestamptz, 'tick_at', ?::timestamptz - (t.next_run_at - t.tick_at))) copy
             where t.id = ?
            """;

    private static final String DUE_AT = """
            update task set anchor_at = anchor_at + (?::timestamptz - next_run_at), next_run_at = ?::timestamptz,
                   tick_at = ?::timestamptz - (next_run_at - tick_at)
             where id in (select id from task where organization_id = (select organization_id from task where id = ?)
                             and id <> ? and deleted_at is null order by id limit ?)
            """;

    private static final String FORGET = """
            delete from task where id <> ? and organization_id = (select organization_id from task where id = ?)
               and not exists (select from task_schedule s where s.task_id = task.id)
            """;

    private static final String LAST_TICK = "select took_ms from leader_tick where job = 'schedule'";

    private final Stage stage;
    private final Connection connection;
    private final UUID first;

    private Schedules(Stage stage, Connection connection, UUID first) {
        this.stage = stage;
        this.connection = connection;
        this.first = first;
    }

    /// @param definition members of the first task's JSON: when it fires
    static Schedules like(Stage stage, String definition) throws IOException {
        String id = stage.api()
                .post(
                        "/api/v1/tasks",
                        "{\"name\":\"nightly\",\"method\":\"GET\",\"url\":\"" + stage.echo() + "\"," + definition + "}")
                .data()
                .path("id")
                .asString();
        try {
            return new Schedules(stage, stage.engine().database().connect(), UUID.fromString(id));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    UUID first() {
        return first;
    }

    /// Adds copies of the first that are all due at one moment.
    void add(int count, Instant due) throws IOException {
        run(COPY, count, due, due, due, first);
        run("analyze task");
    }

    /// Makes so many of the copies due at a moment.
    void makeDue(int count, Instant due) throws IOException {
        run(DUE_AT, due, due, due, first, first, count);
    }

    /// Waits until nothing is left for the leader to do, and says how long its last look at due tasks took, in ms.
    double awaitTick(Duration limit) throws IOException {
        awaitNone("select count(*) from task where tick_at <= now()", limit, "due tasks were not moved on");
        // It is noted after it is committed, and not overwritten by an idle look within a second.
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        return number(LAST_TICK);
    }

    /// Waits until no run is left that is due soon.
    void awaitRuns(Duration limit) throws IOException {
        awaitNone("select count(*) from run where due_at < now() + interval '1 minute'", limit, "runs did not end");
    }

    private void awaitNone(String count, Duration limit, String trouble) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (number(count) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the " + trouble + " within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    double number(String sql) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    void run(String sql, Object... parameters) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object value =
                        parameters[i] instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : parameters[i];
                statement.setObject(i + 1, value);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /// Removes the tasks; what they did stays in the history.
    @Override
    public void close() throws IOException {
        try (connection) {
            run(FORGET, first, first);
            stage.api().delete("/api/v1/tasks/" + first).ok();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
