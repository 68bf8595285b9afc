/// Small things every package needs and that need no other: loops, identifiers, JSON.
@NullMarked
package eu.runlater.engine.runtime;

import org.jspecify.annotations.NullMarked;
