/// What operators see of the hosts that are not called for the moment because they keep failing, and the way to call
/// them again. The state itself is kept by `dispatch`, which learns from every attempt.
@org.jspecify.annotations.NullMarked
package eu.runlater.engine.circuits;
