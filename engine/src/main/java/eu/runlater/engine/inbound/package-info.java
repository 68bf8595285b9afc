/// Receiving endpoints: what senders send to `/in/:slug` is stored byte for byte together with the runs that forward
/// it,
/// and only then answered (G-INB-1). Guards that an event is never lost: what cannot be forwarded is stored and its
/// forwarding fails on record.
@NullMarked
package eu.runlater.engine.inbound;

import org.jspecify.annotations.NullMarked;
