/// Tests of monitors: over HTTP, on a moved clock.
@NullMarked
package eu.runlater.engine.monitors;

import org.jspecify.annotations.NullMarked;
