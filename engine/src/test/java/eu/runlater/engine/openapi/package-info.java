@NullMarked
package eu.runlater.engine.openapi;

import org.jspecify.annotations.NullMarked;
