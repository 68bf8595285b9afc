package eu.runlater.model;

import java.time.Instant;

/// An hour of an http monitor.
///
/// @param checks how many calls were made · @param good how many were as expected
public record MonitorHour(Instant hour, int checks, int good, double averageMs, double slowestMs) {}
