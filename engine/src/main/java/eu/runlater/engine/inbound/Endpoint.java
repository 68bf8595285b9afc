package eu.runlater.engine.inbound;

import eu.runlater.model.EventFilter;
import eu.runlater.model.Verification;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A receiving endpoint as it is stored, its sealed parts opened. Immutable.
record Endpoint(
        UUID id,
        UUID organizationId,
        String slug,
        Content content,
        Instant insertedAt,
        Instant updatedAt,
        int version) {
    /// What its owner can set.
    ///
    /// @param queue its events wait in, made from the name; absent = side by side
    /// @param secret the sender's; present when there is a verification
    record Content(
            String name,
            boolean enabled,
            Forward forward,
            @Nullable String queue,
            Hooks hooks,
            @Nullable Verification verification,
            @Nullable String secret,
            List<EventFilter> filters) {
        Content {
            filters = List.copyOf(filters);
        }
    }

    /// What becomes of an event.
    ///
    /// @param headers laid over those received · @param body instead of the one received · @param method likewise
    /// @param pass of the sender's `authorization` and `cookie`, those passed on
    record Forward(
            List<String> urls,
            int retryAttempts,
            Map<String, String> headers,
            @Nullable String body,
            @Nullable String method,
            List<String> pass) {
        Forward {
            urls = List.copyOf(urls);
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            pass = List.copyOf(pass);
        }
    }

    /// Copied to the forwarding tasks.
    record Hooks(
            @Nullable Boolean notifyOnFailure,
            @Nullable Boolean notifyOnRecovery,
            @Nullable String callbackUrl,
            @Nullable String onSuccessUrl,
            @Nullable String onFailureUrl,
            @Nullable String onRecoveryUrl) {
        static final Hooks NONE = new Hooks(null, null, null, null, null, null);
    }

    String name() {
        return content.name();
    }
}
