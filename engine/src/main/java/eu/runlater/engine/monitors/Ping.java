package eu.runlater.engine.monitors;

import org.jspecify.annotations.Nullable;

/// A ping as it came. Immutable but for the bytes, which nobody changes.
///
/// @param exitCode when it reported one
/// @param body as far as it is kept
record Ping(Kind kind, @Nullable Integer exitCode, @Nullable String sourceIp, byte[] body) {
    enum Kind {
        SUCCESS,
        START,
        FAIL
    }

    /// A short signature of what went wrong.
    String cause() {
        return exitCode == null ? "reported failure" : "exit code " + exitCode;
    }
}
