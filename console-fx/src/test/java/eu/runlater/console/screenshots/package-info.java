/// Draws the console's pictures without a display: for the README, and for looking at every screen in light and dark.
@NullMarked
package eu.runlater.console.screenshots;

import org.jspecify.annotations.NullMarked;
