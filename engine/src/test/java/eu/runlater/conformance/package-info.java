/// The contract, black box over HTTP: a class for each section of the API's documentation, a case for each of its
/// rules.
/// Whoever wants to know whether a rule holds reads it here; whoever changes one changes it here first.
@org.jspecify.annotations.NullMarked
package eu.runlater.conformance;
