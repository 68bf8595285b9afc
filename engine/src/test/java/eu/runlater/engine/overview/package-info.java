@NullMarked
package eu.runlater.engine.overview;

import org.jspecify.annotations.NullMarked;
