package eu.runlater.engine.stream;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Appends to the event log as the engine's writers do.
@TestComponent
public class EventLogFixture {
    private static final String APPEND = """
            insert into event (organization_id, type, at, count, items)
            values (?, ?, app_now() - cast(? as interval), ?, ?)
            """;
    private static final String MANY = """
            insert into event (organization_id, type, at, count, items)
            select :organization, :type, app_now(), 1, '[{"n":' || n || '}]' from generate_series(1, :count) n
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Wakeups wakeups;

    EventLogFixture(DataSource dataSource, JdbcClient jdbc, Wakeups wakeups) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.wakeups = wakeups;
    }

    void append(UUID organization, String type, Integer... numbers) {
        append(organization, type, null, numbers.length, "0 s", numbers);
    }

    /// @param count how many changes the row stands for
    void append(UUID organization, String type, @Nullable UUID task, int count, String age, Integer... numbers) {
        try (Connection connection = dataSource.getConnection()) {
            insert(connection, organization, type, task, count, age, numbers);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        wakeups.local(Topic.EVENTS);
    }

    /// So many rows of one change each, in one commit.
    void many(UUID organization, String type, int count) {
        jdbc.sql(MANY)
                .param("organization", organization)
                .param("type", type)
                .param("count", count)
                .update();
        wakeups.local(Topic.EVENTS);
    }

    void insert(
            Connection connection,
            UUID organization,
            String type,
            @Nullable UUID task,
            int count,
            String age,
            Integer... numbers)
            throws SQLException {
        String items = IntStream.range(0, numbers.length)
                .mapToObj(i -> "{\"n\":" + numbers[i] + ",\"task_id\":\"" + task + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setObject(1, organization);
            statement.setString(2, type);
            statement.setString(3, age);
            statement.setInt(4, count);
            statement.setString(5, items);
            statement.executeUpdate();
        }
    }
}
