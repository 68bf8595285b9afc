/// An engine at the level of its sockets, which does as it is told: answers, stalls, cuts, repeats, goes silent.
/// For the tests of everything that talks to one.
@NullMarked
package eu.runlater.console.wire;

import org.jspecify.annotations.NullMarked;
