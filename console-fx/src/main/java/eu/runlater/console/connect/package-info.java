/// Profiles and the way to an engine: the screen that lists them, the form that tests one step by step, and the
/// places where profiles and their keys are kept. A key never stands in a profile, a title, a log line or a
/// snapshot.
@NullMarked
package eu.runlater.console.connect;

import org.jspecify.annotations.NullMarked;
