/// Named queues: a run of a queue becomes claimable only while it holds one of the queue's numbered slots
/// (G-QUE-1).
@NullMarked
package eu.runlater.engine.queues;

import org.jspecify.annotations.NullMarked;
