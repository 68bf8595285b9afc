package eu.runlater.engine.storage;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections outside the pools, for LISTEN: such a session lives long and may be closed by an interrupt.
public interface UnpooledConnections {
    Connection open() throws SQLException;
}
