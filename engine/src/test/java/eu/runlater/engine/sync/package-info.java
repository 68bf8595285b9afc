@NullMarked
package eu.runlater.engine.sync;

import org.jspecify.annotations.NullMarked;
