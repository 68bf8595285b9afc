package eu.runlater.receiver;

/// Sees every call on the receiver's thread before it is answered; must be quick and must not keep the request.
@FunctionalInterface
public interface CallObserver {
    /// @param status what will be answered; 0 = nothing
    /// @param nanos [System#nanoTime()] when the request had been read
    void received(Request request, int status, long nanos);
}
