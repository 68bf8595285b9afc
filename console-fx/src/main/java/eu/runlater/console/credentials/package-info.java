/// The part of a task's form that says which credential its target is shown and who is told how its runs end. Both
/// forms of tasks use it.
@NullMarked
package eu.runlater.console.credentials;

import org.jspecify.annotations.NullMarked;
