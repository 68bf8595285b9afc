/// An engine in memory behind real HTTP and a real event stream, for tests of the console: knows the same query
/// language, and can be told to fail, to refuse a key, or to fall silent.
@NullMarked
package eu.runlater.console.engine;

import org.jspecify.annotations.NullMarked;
