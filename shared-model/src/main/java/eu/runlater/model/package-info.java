/// What crosses the wire between engine and console, and what both must agree on: records, states, the query language,
/// the syntax of settings a task carries. Depends on nothing but the JDK, so that neither side drags the other along.
@NullMarked
package eu.runlater.model;

import org.jspecify.annotations.NullMarked;
