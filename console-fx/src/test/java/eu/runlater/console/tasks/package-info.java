/// Tests of the tasks room.
@org.jspecify.annotations.NullMarked
package eu.runlater.console.tasks;
