package eu.runlater.engine.inbound;

import java.util.Locale;
import java.util.UUID;

/// The queue of an endpoint, made from its name (behaviour §20): `Stripe Webhooks` → `stripe-webhooks`. Pure.
final class QueueName {
    private QueueName() {}

    /// A name without a single usable character has its endpoint's id instead: its events must be serial, too.
    static String of(String name, UUID endpointId) {
        String kept =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
        String trimmed = kept.replaceAll("^-+|-+$", "");
        return trimmed.isEmpty() ? "endpoint-" + endpointId.toString().substring(24) : trimmed;
    }
}
