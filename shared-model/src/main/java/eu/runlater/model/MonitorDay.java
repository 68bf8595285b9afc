package eu.runlater.model;

/// A day of a monitor, as its bar shows it.
///
/// @param day such as `2026-05-04`, UTC
/// @param status `up`, `degraded` (some pings were missing), `down` (all were) or `none` (nothing to expect)
/// @param pings how many came · @param expected how many should have
public record MonitorDay(String day, String status, int pings, int expected) {}
