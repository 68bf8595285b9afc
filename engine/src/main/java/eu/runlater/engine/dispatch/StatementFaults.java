package eu.runlater.engine.dispatch;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/// Tells apart why a statement failed.
public final class StatementFaults {
    private StatementFaults() {}

    /// No partition for a row: PostgreSQL reports it as a check violation (23514) that names no constraint.
    public static boolean isMissingPartition(Throwable fault) {
        SQLException cause = sql(fault);
        return cause != null
                && "23514".equals(cause.getSQLState())
                && String.valueOf(cause.getMessage()).contains("no partition");
    }

    /// The database could not be asked, or asks to try again; nothing about the statement itself is wrong.
    public static boolean isUnavailable(Throwable fault) {
        if (fault instanceof TransientDataAccessException
                || fault instanceof RecoverableDataAccessException
                || fault instanceof DataAccessResourceFailureException) {
            return true;
        }
        SQLException cause = sql(fault);
        if (cause == null) {
            return true; // no connection at all
        }
        String state = cause.getSQLState();
        // 08 connection, 53 resources, 57 operator intervention, 40 rolled back, 25006 read-only standby, 58 system
        // error
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("40")
                || state.startsWith("58")
                || "25006".equals(state);
    }

    private static @Nullable SQLException sql(Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
