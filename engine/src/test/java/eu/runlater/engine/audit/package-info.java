/// The audit log against the running engine.
@org.jspecify.annotations.NullMarked
package eu.runlater.engine.audit;
