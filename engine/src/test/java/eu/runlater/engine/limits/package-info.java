/// Rate limits on a real database.
@NullMarked
package eu.runlater.engine.limits;

import org.jspecify.annotations.NullMarked;
