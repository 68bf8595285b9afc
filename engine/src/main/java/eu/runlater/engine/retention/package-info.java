/// How long things are kept: drops whole days of history once nobody may read them any more, deletes what single
/// organizations keep for less long in small slices (G-NOD-5), and says whether there is room for what comes.
@org.jspecify.annotations.NullMarked
package eu.runlater.engine.retention;
