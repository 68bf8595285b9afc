/// The history: search, detail, retry, cancel. What a list shows is `run` (waiting, running) and `execution` (finished)
/// taken together, in one order, so that a row keeps its place when it finishes. Every statement names the caller's
/// organization (G-TEN-1) and leaves out what is past its retention (G-DAT-2).
@NullMarked
package eu.runlater.engine.executions;

import org.jspecify.annotations.NullMarked;
