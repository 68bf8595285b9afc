package eu.runlater.engine.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of one statement, turned into one array a column for `unnest`: one prepared statement whatever the number
/// of rows. Columns are bound in the order they were added. One thread.
///
/// Moments travel as microseconds since 1970 (`int8`); SQL turns them back with
/// `'epoch'::timestamptz + x * interval '1 microsecond'`, which is exact.
public final class ArrayParameters<T> {
    private record Column(String type, @Nullable Object[] values) {}

    private final List<T> rows;
    private final List<Column> columns = new ArrayList<>();

    public ArrayParameters(List<T> rows) {
        this.rows = rows;
    }

    /// @param type PostgreSQL's name of the element type
    public ArrayParameters<T> add(String type, Function<T, @Nullable Object> value) {
        @Nullable Object[] values = "bytea".equals(type) ? new byte[rows.size()][] : new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        columns.add(new Column(type, values));
        return this;
    }

    public ArrayParameters<T> addMoment(Function<T, @Nullable Instant> value) {
        return add("int8", row -> {
            Instant at = value.apply(row);
            return at == null ? null : micros(at);
        });
    }

    /// Binds the columns from `first` on and returns the index after the last.
    public int bind(PreparedStatement statement, int first) throws SQLException {
        Connection connection = statement.getConnection();
        int index = first;
        for (Column column : columns) {
            statement.setArray(index++, connection.createArrayOf(column.type, column.values));
        }
        return index;
    }

    public static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
