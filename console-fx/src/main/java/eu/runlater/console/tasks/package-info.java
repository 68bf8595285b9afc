/// Recurring tasks: the list with what they did and will do, the ledger of one task's firings, and the editor with its
/// schedule. Shows nothing that the engine did not compute.
@org.jspecify.annotations.NullMarked
package eu.runlater.console.tasks;
