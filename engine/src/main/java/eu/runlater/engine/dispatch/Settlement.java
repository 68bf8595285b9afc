package eu.runlater.engine.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is to be written about one finished attempt: the history row, and what becomes of the run. All of it is
/// written in one transaction or, when the claim is no longer current, nothing (G-RUN-4, G-RUN-5).
///
/// @param next absent when the run is over
/// @param effect what it says about the host
/// @param item the summary for the stream, as JSON
/// @param callbacks who may have to be told
record Settlement(
        ClaimedRun run,
        Subject subject,
        String status,
        @Nullable Next next,
        Instant startedAt,
        Instant finishedAt,
        boolean sent,
        @Nullable String errorKind,
        @Nullable String errorMessage,
        @Nullable Cause cause,
        @Nullable Exchange exchange,
        HostEffect effect,
        String item,
        List<Callback> callbacks) {

    /// What the history repeats of the task, so that it stays true after an edit.
    record Subject(String name, int version, String method, String url, String host, int maxAttempts) {}

    /// The attempt that follows.
    ///
    /// @param delayMillis from now by the database's clock
    /// @param retry whether it is a retry (counts up the attempt) or repeats an interrupted one
    /// @param interrupted whether an interruption is counted against the run
    record Next(UUID executionId, long delayMillis, boolean retry, boolean interrupted) {}

    /// What failures like this one share; the text is sealed.
    record Cause(UUID id, byte[] signature) {}

    /// Request and answer, sealed.
    record Exchange(
            byte @Nullable [] requestHeaders,
            @Nullable Integer statusCode,
            byte @Nullable [] responseHeaders,
            byte @Nullable [] responseBody,
            int responseFlags,
            @Nullable Integer dnsMicros,
            @Nullable Integer connectMicros,
            @Nullable Integer tlsMicros,
            @Nullable Integer firstByteMicros,
            int totalMicros) {}

    /// The same end without what came back: recorded when the full row cannot be.
    Settlement withoutExchange(String why) {
        return new Settlement(
                run,
                subject,
                status,
                next,
                startedAt,
                finishedAt,
                sent,
                errorKind,
                why,
                cause,
                null,
                effect,
                item,
                callbacks);
    }

    /// @return `value` of the exchange, absent when there was none
    <T> @Nullable T of(Function<Exchange, @Nullable T> value) {
        return exchange == null ? null : value.apply(exchange);
    }
}
