@NullMarked
package eu.runlater.model.query;

import org.jspecify.annotations.NullMarked;
