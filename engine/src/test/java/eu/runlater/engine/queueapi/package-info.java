/// Queues as operators use them, against the running engine.
@org.jspecify.annotations.NullMarked
package eu.runlater.engine.queueapi;
