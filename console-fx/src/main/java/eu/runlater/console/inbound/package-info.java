/// Inbound endpoints: the list, what one received event by event, and the form. What was received is shown as it came,
/// with the secrets masked that the engine masks.
@org.jspecify.annotations.NullMarked
package eu.runlater.console.inbound;
