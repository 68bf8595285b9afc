package eu.runlater.engine.storage;

import java.sql.SQLTransientConnectionException;

/// No connection became free in time: the caller shall say so (503) instead of waiting longer (G-ACC-4).
public final class DatabaseBusy extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    DatabaseBusy(String message) {
        super(message);
    }
}
