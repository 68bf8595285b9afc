/// A small, fast HTTP/1.1 receiver for loopback: what `./runlater up` and `demo` deliver to, what the benchmark drains
/// into, and what tests point tasks at. One thread serves all connections; nothing here is part of the engine.
///
/// Invariant: a call is counted and remembered before its answer is sent, so a client that has an answer finds its
/// call.
///
/// Started as `java -cp <test classes> eu.runlater.receiver.ReceiverProgram` (its options stand there);
/// needs nothing but the JDK.
@NullMarked
package eu.runlater.receiver;

import org.jspecify.annotations.NullMarked;
