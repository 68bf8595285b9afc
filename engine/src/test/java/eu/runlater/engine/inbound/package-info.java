/// Receiving endpoints from outside: events sent as senders send them, and what targets and the API then show.
@NullMarked
package eu.runlater.engine.inbound;

import org.jspecify.annotations.NullMarked;
