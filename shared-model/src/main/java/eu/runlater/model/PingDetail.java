package eu.runlater.model;

import org.jspecify.annotations.Nullable;

/// A ping with what it sent.
///
/// @param body UTF-8, what cannot be shown replaced; absent = none
public record PingDetail(PingView ping, @Nullable String body) {}
