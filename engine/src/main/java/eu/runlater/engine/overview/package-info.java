/// The numbers of the first screen: what fails, how much runs, what comes next, and how the installation is. Every
/// number is counted by the same rule as the list it opens, so that the two agree (decision 30).
@NullMarked
package eu.runlater.engine.overview;

import org.jspecify.annotations.NullMarked;
