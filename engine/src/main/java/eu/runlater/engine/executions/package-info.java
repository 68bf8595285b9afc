/// The history: search, detail, retry, cancel, and the numbers of the first screen. Reads run ∪ execution.
@NullMarked
package eu.runlater.engine.executions;

import org.jspecify.annotations.NullMarked;
