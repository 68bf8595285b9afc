/// Starts the console: arguments, preferences, theme, window, and the list of rooms. The only package that knows all
/// others.
@NullMarked
package eu.runlater.console.app;

import org.jspecify.annotations.NullMarked;
