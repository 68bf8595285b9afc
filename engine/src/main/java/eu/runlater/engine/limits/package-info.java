/// How many requests a key or an address may make, counted over all nodes (decision 37, G-INP-2). Windows are
/// fixed and aligned to the clock. A node takes requests out of a shared window in small leases, so that most
/// requests ask no database, and all nodes together never let more through than the limit.
@NullMarked
package eu.runlater.engine.limits;

import org.jspecify.annotations.NullMarked;
