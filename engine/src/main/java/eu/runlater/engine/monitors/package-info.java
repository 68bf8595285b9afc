/// Monitors: jobs that run elsewhere report here, URLs are called from here, and people are told when one fails.
/// Guards that a monitor goes down only for a ping that this installation could have taken (G-MON-1), and that a
/// change of state and what tells of it are one transaction.
@NullMarked
package eu.runlater.engine.monitors;

import org.jspecify.annotations.NullMarked;
