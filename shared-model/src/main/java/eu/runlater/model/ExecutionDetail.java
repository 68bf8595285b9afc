package eu.runlater.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of one attempt, and the other attempts of its run.
///
/// @param request as sent, or as it would be sent while the attempt is pending; secrets masked
/// @param response absent when none came
/// @param phases absent while nothing was sent
/// @param attempts all attempts of the run, oldest first, this one included
/// @param lateResult what a superseded attempt reported after all
/// @param waiting why it has not started; absent unless it is pending
public record ExecutionDetail(
        ExecutionSummary execution,
        Request request,
        @Nullable Response response,
        @Nullable Phases phases,
        List<ExecutionSummary> attempts,
        @Nullable String lateResult,
        @Nullable String node,
        @Nullable Waiting waiting) {
    public ExecutionDetail {
        attempts = List.copyOf(attempts);
    }

    /// @param value masked (`••••`) when the name says that it is a secret; then `masked` is true
    public record HeaderLine(String name, String value, boolean masked) {}

    /// A body as text (UTF-8, replacement characters for the rest, no NUL) and as Base64 of the very bytes.
    public record Body(String text, String base64, int bytes, boolean truncated) {}

    public record Request(
            String method,
            String url,
            List<HeaderLine> headers,
            @Nullable Body body,
            int timeoutMs) {
        public Request {
            headers = List.copyOf(headers);
        }
    }

    /// @param cutShort the peer ended the body early · @param undecodable its content encoding could not be undone
    public record Response(
            int statusCode,
            List<HeaderLine> headers,
            @Nullable Body body,
            boolean cutShort,
            boolean undecodable) {
        public Response {
            headers = List.copyOf(headers);
        }
    }

    /// Milliseconds with fraction; absent = the phase did not happen (reused connection). First byte counts from the
    /// start.
    public record Phases(
            @Nullable Double dnsMs,
            @Nullable Double connectMs,
            @Nullable Double tlsMs,
            @Nullable Double firstByteMs,
            double totalMs) {}
}
