/// When recurring tasks run: the leader's tick that turns due firings into runs, what happens to those that were missed
/// or overlap, and the ledger that says what became of each expected firing. Guards that a firing becomes at most one
/// run on any number of nodes (G-CRN-1).
@org.jspecify.annotations.NullMarked
package eu.runlater.engine.schedule;
