/// The Queues room: how each named queue stands and why its runs wait, pausing and changing queues while they work,
/// and the hosts that are not called at the moment. Guards that whatever waits is explained in words, and that
/// nothing is taken back for good without a count before and a result after.
@NullMarked
package eu.runlater.console.queues;

import org.jspecify.annotations.NullMarked;
