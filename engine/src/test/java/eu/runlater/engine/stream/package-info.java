@NullMarked
package eu.runlater.engine.stream;

import org.jspecify.annotations.NullMarked;
