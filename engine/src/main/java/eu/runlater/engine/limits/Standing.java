package eu.runlater.engine.limits;

/// How a subject stands after a request was counted, in the window that is nearest to its end.
///
/// @param allowed whether the request may go on
/// @param limit requests a window
/// @param remaining as far as this node knows: other nodes may have taken some since it last asked
/// @param resetSeconds until the window ends, at least 1
public record Standing(boolean allowed, int limit, int remaining, int resetSeconds) {}
