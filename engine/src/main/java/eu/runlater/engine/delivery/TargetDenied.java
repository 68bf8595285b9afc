package eu.runlater.engine.delivery;

import java.net.UnknownHostException;

/// The egress policy forbids the address. Its text never tells whether something listens there (G-EGR-4). An
/// [UnknownHostException], because the resolver's contract allows no other.
final class TargetDenied extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    TargetDenied() {
        super("the address is private or reserved, and not opened by the operator");
    }

    /// Expected, and thrown on a hot path when a tenant tries.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
