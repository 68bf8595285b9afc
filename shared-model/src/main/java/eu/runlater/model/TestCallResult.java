package eu.runlater.model;

import org.jspecify.annotations.Nullable;

/// One real call that was made to see what comes of it; nothing of it is stored.
///
/// @param request as sent, along with headers of ours; secrets masked
/// @param signature what was sent for the target to verify; absent when nothing was sent
/// @param response absent when none came; its body has at most 4,096 bytes
/// @param phases where the time went
public record TestCallResult(
        Verdict verdict,
        ExecutionDetail.Request request,
        @Nullable Signature signature,
        ExecutionDetail.@Nullable Response response,
        ExecutionDetail.Phases phases) {

    /// Whether a run of the task would have counted as success.
    ///
    /// @param kind `success`, or what failed: `http_status`, `body_mismatch`, `timeout`, `egress_denied`, …
    /// @param message one sentence; empty for a success
    public record Verdict(boolean succeeded, String kind, String message) {}

    /// The Standard Webhooks headers of the call.
    public record Signature(String id, String timestamp, String signature) {}
}
