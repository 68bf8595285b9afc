/// The ordered event log and its SSE edge. Streams hold no database connection and no worker (G-SSE-1).
@NullMarked
package eu.runlater.engine.stream;

import org.jspecify.annotations.NullMarked;
