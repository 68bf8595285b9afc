package eu.runlater.engine.delivery;

import org.jspecify.annotations.Nullable;

/// Where the time of an attempt went, in microseconds on the monotonic clock; absent = the phase did not happen
/// (a reused connection has no DNS, connect and TLS). `firstByte` counts from the request's start to the first
/// response byte.
public record Phases(
        @Nullable Integer dnsMicros,
        @Nullable Integer connectMicros,
        @Nullable Integer tlsMicros,
        @Nullable Integer firstByteMicros,
        int totalMicros) {}
