@NullMarked
package eu.runlater.engine.delivery;

import org.jspecify.annotations.NullMarked;
