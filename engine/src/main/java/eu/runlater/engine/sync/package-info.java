/// `PUT /sync` (api.md §13): a file says what there is to be, and what is there is made so, all of it or nothing. Knows
/// how
/// to read the file and to hold the transaction; what an item means is known to the feature that owns its kind, through
/// [eu.runlater.engine.sync.SyncedKind]. A dry run is the same up to the point of writing.
@NullMarked
package eu.runlater.engine.sync;

import org.jspecify.annotations.NullMarked;
