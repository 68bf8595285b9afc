package eu.runlater.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A receiving endpoint as the API shows it.
///
/// @param inboundUrl where senders send to
/// @param useQueue whether its events are forwarded one at a time, in the order of arrival
/// @param queue the queue they share then, made from the name
/// @param ordered whether an event whose forwarding is being retried holds back those behind it (the queue's setting)
/// @param passHeaders `authorization` and `cookie` of the sender are forwarded only when named here
/// @param verification absent = every event is taken
/// @param filters which events are forwarded; empty = all. The others are stored as `filtered`
/// @param lastEventAt when the newest event came, if one is kept
public record EndpointView(
        UUID id,
        String name,
        String slug,
        String inboundUrl,
        List<String> forwardUrls,
        boolean enabled,
        int retryAttempts,
        boolean useQueue,
        @Nullable String queue,
        boolean ordered,
        @Nullable Boolean notifyOnFailure,
        @Nullable Boolean notifyOnRecovery,
        @Nullable String callbackUrl,
        @Nullable String onSuccessUrl,
        @Nullable String onFailureUrl,
        @Nullable String onRecoveryUrl,
        Map<String, String> forwardHeaders,
        @Nullable String forwardBody,
        @Nullable String forwardMethod,
        List<String> passHeaders,
        @Nullable Verification verification,
        List<EventFilter> filters,
        @Nullable Instant lastEventAt,
        Instant insertedAt,
        Instant updatedAt,
        int version) {
    public EndpointView {
        forwardUrls = List.copyOf(forwardUrls);
        forwardHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(forwardHeaders)); // in the order they were set
        passHeaders = List.copyOf(passHeaders);
        filters = List.copyOf(filters);
    }
}
