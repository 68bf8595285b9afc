/// Writing a task by hand and watching it arrive: one form, the same call as curl beside it, and the run that came of
/// it.
@NullMarked
package eu.runlater.console.newtask;

import org.jspecify.annotations.NullMarked;
