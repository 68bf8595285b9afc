package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call that an http monitor made.
///
/// @param good whether all was as expected
/// @param cause otherwise why not, such as `HTTP 503`, `timeout`, `too_slow`, `tls_expiring`
/// @param dnsMs with the three that follow: where the time went; absent on a connection that was there already
public record CheckView(
        UUID id,
        Instant checkedAt,
        boolean good,
        @Nullable String cause,
        @Nullable String message,
        @Nullable Integer statusCode,
        @Nullable Double dnsMs,
        @Nullable Double connectMs,
        @Nullable Double tlsMs,
        @Nullable Double firstByteMs,
        double totalMs) {}
