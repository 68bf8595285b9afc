package eu.runlater.engine.delivery;

import eu.runlater.model.Backoff;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rarely used part of a definition, stored as JSON and absent when all is default. A field this version does not
/// know is ignored when read, so that an older node can run a newer node's tasks.
///
/// @param expectedStatusCodes as given, e.g. `"200, 201"`; absent = 200–299
/// @param expectedBodyPattern plain text the kept response must contain
/// @param followRedirects 0 (default) to 5 hops
/// @param onInterruption `retry` (default, at least once) or `fail` (at most once, G-RUN-6)
/// @param subject key of the person the data is about, for export and erasure
/// @param enqueuedBy the API key that made the task, if its scope lets it read only what it made itself (decision 2)
/// @param credential name of the organization's credential that the target is shown (decision 23)
/// @param callbacks who is told of its ends
/// @param origin of a callback: the execution it tells of
/// @param refusal why this can never be sent; its attempt then fails with it, and none follows
public record TaskOptions(
        @Nullable Backoff retryBackoff,
        @Nullable String expectedStatusCodes,
        @Nullable String expectedBodyPattern,
        int followRedirects,
        @Nullable String onInterruption,
        @Nullable String subject,
        @Nullable UUID enqueuedBy,
        @Nullable String credential,
        @Nullable CallbackUrls callbacks,
        @Nullable Origin origin,
        @Nullable String refusal) {

    /// The execution a callback tells of; its calls carry these names in the `x-runlater-*` headers.
    public record Origin(UUID taskId, UUID executionId) {}

    public static final TaskOptions DEFAULT = new TaskOptions(null, null, null, 0, null, null);

    public TaskOptions(
            @Nullable Backoff retryBackoff,
            @Nullable String expectedStatusCodes,
            @Nullable String expectedBodyPattern,
            int followRedirects,
            @Nullable String onInterruption,
            @Nullable String subject) {
        this(
                retryBackoff,
                expectedStatusCodes,
                expectedBodyPattern,
                followRedirects,
                onInterruption,
                subject,
                null,
                null,
                null,
                null,
                null);
    }

    /// Of something that can be sent.
    public TaskOptions(
            @Nullable Backoff retryBackoff,
            @Nullable String expectedStatusCodes,
            @Nullable String expectedBodyPattern,
            int followRedirects,
            @Nullable String onInterruption,
            @Nullable String subject,
            @Nullable UUID enqueuedBy,
            @Nullable String credential,
            @Nullable CallbackUrls callbacks,
            @Nullable Origin origin) {
        this(
                retryBackoff,
                expectedStatusCodes,
                expectedBodyPattern,
                followRedirects,
                onInterruption,
                subject,
                enqueuedBy,
                credential,
                callbacks,
                origin,
                null);
    }

    /// Of what forwards an event.
    public static TaskOptions forwarding(@Nullable CallbackUrls callbacks, @Nullable String refusal) {
        TaskOptions made = new TaskOptions(null, null, null, 0, null, null, null, null, callbacks, null, refusal);
        return made.equals(DEFAULT) ? DEFAULT : made;
    }

    /// The same, made by another key.
    public TaskOptions withEnqueuedBy(@Nullable UUID key) {
        TaskOptions made = new TaskOptions(
                retryBackoff,
                expectedStatusCodes,
                expectedBodyPattern,
                followRedirects,
                onInterruption,
                subject,
                key,
                credential,
                callbacks,
                origin,
                refusal);
        return made.equals(DEFAULT) ? DEFAULT : made;
    }

    public boolean failsOnInterruption() {
        return "fail".equals(onInterruption);
    }
}
