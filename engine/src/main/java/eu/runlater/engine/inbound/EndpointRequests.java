package eu.runlater.engine.inbound;

import eu.runlater.engine.openapi.Field;
import eu.runlater.model.EventFilter;
import java.util.List;
import java.util.Map;

/// What the requests about endpoints may hold, for the API's document; [EndpointReader] has the same names.
final class EndpointRequests {
    private EndpointRequests() {}

    record EndpointFields(
            @Field(about = "required when it is made", maxLength = 255, example = "\"Payment events\"")
            String name,

            @Field(
                    about = "1 to 10 addresses; required when it is made",
                    maxLength = 10,
                    example = "[\"https://shop.example/hooks/pay\"]")
            List<String> forwardUrls,

            @Field(about = "deprecated: the same as one element in forward_urls")
            String forwardUrl,

            @Field(about = "when false, senders are told 410", standard = "true")
            Boolean enabled,

            @Field(about = "of each forwarding", min = 0, max = 10, standard = "5")
            Integer retryAttempts,

            @Field(about = "forward one event at a time, in the order of arrival", standard = "true")
            Boolean useQueue,

            @Field(about = "an event whose forwarding is being retried holds back those behind it; set on the queue")
            Boolean ordered,

            @Field(about = "laid over the headers received, by name")
            Map<String, String> forwardHeaders,

            @Field(about = "sent instead of the body received; null or empty = the one received")
            String forwardBody,

            @Field(
                    about = "sent instead of the method received",
                    values = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
            String forwardMethod,

            @Field(about = "`authorization` and `cookie` of the sender are passed on only when named here")
            List<String> passHeaders,

            @Field(about = "null = as the organization has set")
            Boolean notifyOnFailure,

            @Field(about = "null = as the organization has set")
            Boolean notifyOnRecovery,

            @Field(about = "told of every attempt's result") String callbackUrl,

            @Field(about = "told when a forwarding succeeded")
            String onSuccessUrl,

            @Field(about = "told when a forwarding failed for good")
            String onFailureUrl,

            @Field(about = "told when forwarding works again")
            String onRecoveryUrl,

            @Field(about = "how the sender is verified; null = not at all")
            VerificationFields verification,

            @Field(about = "all must hold for an event to be forwarded", maxLength = 20)
            List<EventFilter> filters,

            @Field(about = "the version you have; when there is a newer one, the answer is 409", min = 1)
            Integer version,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    record VerificationFields(
            @Field(
                    about = "how the sender signs",
                    required = true,
                    values = {"standard_webhooks", "github", "stripe", "slack", "hmac"})
            String scheme,

            @Field(about = "what the sender signs with; never shown again", maxLength = 255)
            String secret,

            @Field(about = "hmac only: the header with the signature", maxLength = 255)
            String header,

            @Field(
                    about = "hmac only",
                    values = {"sha1", "sha256", "sha512"},
                    standard = "\"sha256\"")
            String algorithm,

            @Field(
                    about = "hmac only",
                    values = {"hex", "base64"},
                    standard = "\"hex\"")
            String encoding,

            @Field(about = "hmac only: what stands before the signature", maxLength = 255)
            String prefix,

            @Field(
                    about =
                            "how far clocks may differ, and how long a repeat is recognised; 0, for github and hmac, = not",
                    min = 0,
                    max = 86_400,
                    standard = "300")
            Integer toleranceSeconds) {}

    record ReplayFields(
            @Field(about = "received at or after", format = "date-time")
            String from,

            @Field(about = "received before", format = "date-time")
            String to,

            @Field(
                    about = "only events that stand so",
                    values = {"pending", "success", "failed"})
            String status,

            @Field(about = "only these", maxLength = 1_000) List<String> eventIds,

            @Field(about = "only say what would be replayed")
            Boolean dryRun,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}
}
