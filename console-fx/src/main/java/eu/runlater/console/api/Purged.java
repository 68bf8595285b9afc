package eu.runlater.console.api;

/// What a purge did, or would do.
///
/// @param waiting runs that waited
/// @param cancelled of them taken back; 0 in a dry run
/// @param skipped of them no longer waiting when their turn came
public record Purged(long waiting, long cancelled, long skipped) {}
