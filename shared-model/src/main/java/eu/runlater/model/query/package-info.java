/// The query language of executions (decision 28), read and printed by engine and console alike. Reading never throws:
/// whatever a person typed becomes a query, or the place of the mistake and what to write instead. Printing a query and
/// reading it again gives the same query.
@NullMarked
package eu.runlater.model.query;

import org.jspecify.annotations.NullMarked;
