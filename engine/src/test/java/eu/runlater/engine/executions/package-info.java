@NullMarked
package eu.runlater.engine.executions;

import org.jspecify.annotations.NullMarked;
