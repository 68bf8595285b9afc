/// Running work: claims due runs, hands each to delivery on a virtual thread, and settles outcomes in batches.
/// Guards the fence: every write about an attempt names its claim, and a stale one changes nothing (G-RUN-4).
@NullMarked
package eu.runlater.engine.dispatch;

import org.jspecify.annotations.NullMarked;
