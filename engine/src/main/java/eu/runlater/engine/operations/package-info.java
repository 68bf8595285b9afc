/// Bulk calls as stored operations: what they concern is written down first, then worked on in pages on whichever node
/// has time, so that they survive a killed node, show their progress, and can be paused and undone. Knows no feature:
/// what is done to a thing is a [BulkAction].
@NullMarked
package eu.runlater.engine.operations;

import org.jspecify.annotations.NullMarked;
