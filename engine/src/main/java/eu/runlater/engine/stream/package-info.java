/// The ordered event log and its SSE edge (decision 29, G-SSE-1). One tail per node reads the log for all streams; a
/// stream holds a bounded queue, no database connection, and a (virtual) thread only while something is written to
/// it. An event may be sent twice, and is never skipped without a `resync`.
@NullMarked
package eu.runlater.engine.stream;

import org.jspecify.annotations.NullMarked;
