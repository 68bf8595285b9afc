/// The event stream of one profile: connecting, resuming and going stale, and folding events so that the FX thread
/// gets at most four batches a second. The connection's state is always known and never flattering.
@NullMarked
package eu.runlater.console.live;

import org.jspecify.annotations.NullMarked;
