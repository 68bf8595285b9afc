/// What operators see of queues and do with them: the list, one queue in depth, limits, pause, resume, purge. The rules
/// themselves are in `queues`, below everything that runs work.
@org.jspecify.annotations.NullMarked
package eu.runlater.engine.queueapi;
