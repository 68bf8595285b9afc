package eu.runlater.engine.executions;

import eu.runlater.model.query.Query;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One list to read.
///
/// @param byRun one row per run: the attempt in flight, else the newest that was made, else the one that waits
/// @param after where the page before ended; absent for the first
record Search(
        UUID organizationId,
        Query query,
        boolean byRun,
        int limit,
        @Nullable Cursor after) {}
