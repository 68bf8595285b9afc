package eu.runlater.engine.testing;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Tells each database session the offset of the moment before it is used.
final class ShiftedDataSource extends DelegatingDataSource implements Closeable {
    private final ClockOffset offset;
    private final Map<PGConnection, Duration> told = Collections.synchronizedMap(new WeakHashMap<>());

    ShiftedDataSource(DataSource target, ClockOffset offset) {
        super(target);
        this.offset = offset;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        PGConnection session = connection.unwrap(PGConnection.class);
        Duration wanted = offset.value();
        if (!wanted.equals(told.getOrDefault(session, Duration.ZERO))) {
            try (PreparedStatement statement =
                    connection.prepareStatement("select set_config('runlater.clock_offset', ?, false)")) {
                statement.setString(1, wanted.toMillis() + " milliseconds");
                statement.execute();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            told.put(session, wanted);
        }
        return connection;
    }

    @Override
    public void close() throws IOException {
        if (getTargetDataSource() instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
