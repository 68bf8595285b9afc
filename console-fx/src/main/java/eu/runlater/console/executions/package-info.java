/// The Executions room: the live list of runs, and one run in detail: its timeline, what was sent, what came back.
/// Guards that nothing moves under the pointer or the selection (console-ux §3) and that what is listed is what the
/// engine answers for all rows, never a filter over the loaded ones.
@NullMarked
package eu.runlater.console.executions;

import org.jspecify.annotations.NullMarked;
