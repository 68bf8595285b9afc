package eu.runlater.engine.health;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing fell ill or is well again. Told once per transition, not once per failure (behaviour §18).
///
/// @param subject what it is about
/// @param state where it went
/// @param cause a short signature that equal causes share, such as `HTTP 503` or `overdue`; groups incidents
/// @param text one plain sentence for people
/// @param at when it happened
/// @param overrides what the thing itself says about being told of
/// @param details the JSON of the thing (and its execution) as generic webhooks carry it, behaviour §18.6
public record HealthChange(
        Subject subject,
        State state,
        String cause,
        String text,
        Instant at,
        Overrides overrides,
        Map<String, Object> details) {

    /// @param name as people know it
    /// @param host where it calls, if anywhere: equal causes at one host are one incident
    public record Subject(
            UUID organizationId,
            Kind kind,
            UUID id,
            String name,
            @Nullable String host) {}

    /// What can fall ill; the first part of the event's name.
    public enum Kind {
        TASK,
        MONITOR,
        ENDPOINT,
        CIRCUIT
    }

    public enum State {
        FAILING,
        RECOVERED
    }

    /// @param notifyOnFailure null: as the organization has it
    /// @param onFailureUrl called whatever the switches say
    public record Overrides(
            @Nullable Boolean notifyOnFailure,
            @Nullable Boolean notifyOnRecovery,
            @Nullable String onFailureUrl,
            @Nullable String onRecoveryUrl) {
        public static final Overrides NONE = new Overrides(null, null, null, null);
    }
}
