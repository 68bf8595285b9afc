package eu.runlater.engine.dispatch;

/// A moment's view of this node's dispatching, for health, metrics and the console.
///
/// @param workers permits offered · @param inFlight permits in use
/// @param claimMillis @param settleMillis moving averages of the two statements' time; 0 before the first
public record WorkerLoad(int workers, int inFlight, double claimMillis, double settleMillis) {}
