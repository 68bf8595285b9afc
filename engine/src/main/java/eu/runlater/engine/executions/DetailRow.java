package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionDetail.Phases;
import eu.runlater.model.ExecutionSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt with everything that is stored about it; payloads still sealed. `requestHeaders` and what follows are
/// absent for an attempt that has not finished, or did not get so far; `taskHeaders`, `taskBody` and `timeoutMs`
/// when the definition is gone.
record DetailRow(
        ExecutionSummary summary,
        byte @Nullable [] requestHeaders,
        byte @Nullable [] responseHeaders,
        byte @Nullable [] responseBody,
        int responseFlags,
        @Nullable Phases phases,
        @Nullable String lateResult,
        @Nullable String node,
        byte @Nullable [] taskHeaders,
        byte @Nullable [] taskBody,
        @Nullable Integer timeoutMs) {

    static final int TRUNCATED = 1;
    static final int CUT_SHORT = 2;
    static final int UNDECODABLE = 4;

    static DetailRow read(ResultSet row) throws SQLException {
        return new DetailRow(
                SummaryRow.read(row),
                row.getBytes("request_headers"),
                row.getBytes("response_headers"),
                row.getBytes("response_body"),
                row.getInt("response_flags"),
                phases(row),
                row.getString("late_result"),
                node(row),
                row.getBytes("task_headers"),
                row.getBytes("task_body"),
                SummaryRow.number(row, "timeout_ms"));
    }

    private static @Nullable Phases phases(ResultSet row) throws SQLException {
        Double total = millis(row, "total_us");
        return total == null
                ? null
                : new Phases(
                        millis(row, "dns_us"),
                        millis(row, "connect_us"),
                        millis(row, "tls_us"),
                        millis(row, "first_byte_us"),
                        total);
    }

    private static @Nullable Double millis(ResultSet row, String column) throws SQLException {
        Integer micros = SummaryRow.number(row, column);
        return micros == null ? null : micros / 1000.0;
    }

    private static @Nullable String node(ResultSet row) throws SQLException {
        String address = row.getString("node_address");
        UUID id = row.getObject("node_id", UUID.class);
        return address == null && id != null ? id.toString() : address;
    }
}
