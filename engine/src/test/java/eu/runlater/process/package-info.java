/// Runs the engine as a process of its own and talks to it as any client would: for the benchmark, the demo and the
/// fault tests. Nothing here reaches into the engine's classes.
@NullMarked
package eu.runlater.process;

import org.jspecify.annotations.NullMarked;
