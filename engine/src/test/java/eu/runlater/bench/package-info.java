/// `./runlater bench`: measures a real engine process from outside, over sockets, and tells what was measured.
///
/// Honest by construction: the engine is a process of its own on a fresh data directory; history is on; the database
/// is as durable as in production; load generator and receiver share one other process and the same cores.
///
/// Started as `java -cp <test classes:classes:dependencies> eu.runlater.bench.Bench [scenario…] [--json=FILE] …`
/// ([Bench] lists the options); the engine it starts runs on the same class path unless `--engine-jar` names a jar.
@NullMarked
package eu.runlater.bench;

import org.jspecify.annotations.NullMarked;
