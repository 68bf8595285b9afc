@NullMarked
package eu.runlater.engine.credentials;

import org.jspecify.annotations.NullMarked;
