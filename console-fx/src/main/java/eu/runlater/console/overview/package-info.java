/// The first room: is the engine alive, what fails and since when, what runs next. Every number in it leads to
/// exactly the rows it counted.
@NullMarked
package eu.runlater.console.overview;

import org.jspecify.annotations.NullMarked;
