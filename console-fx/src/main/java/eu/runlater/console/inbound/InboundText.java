package eu.runlater.console.inbound;

import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.EndpointView;
import eu.runlater.model.InboundEventView;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// Endpoints and events in words. Pure.
final class InboundText {
    private InboundText() {}

    static StateLook state(EndpointView endpoint) {
        return endpoint.enabled()
                ? new StateLook(Feather.CHECK_CIRCLE, Texts.get("inbound.state.enabled"), "tone-success")
                : new StateLook(Feather.PAUSE_CIRCLE, Texts.get("inbound.state.disabled"), "tone-muted");
    }

    /// Where its events go: the one host, or how many there are.
    static String targets(EndpointView endpoint) {
        return endpoint.forwardUrls().size() == 1
                ? host(endpoint.forwardUrls().getFirst())
                : Texts.get("inbound.targets", endpoint.forwardUrls().size());
    }

    /// Whether one event waits for the one before it.
    static String order(EndpointView endpoint) {
        return Texts.get(
                !endpoint.useQueue()
                        ? "inbound.order.parallel"
                        : endpoint.ordered() ? "inbound.order.ordered" : "inbound.order.serial");
    }

    /// How its forwardings stand together.
    static StateLook state(InboundEventView event) {
        String status = event.status();
        if (status == null) {
            return new StateLook(Feather.CIRCLE, Texts.get("ui.none"), "tone-muted");
        }
        return switch (status) {
            case "filtered" -> new StateLook(Feather.FILTER, Texts.get("inbound.event.filtered"), "tone-muted");
            case "rejected" -> new StateLook(Feather.SHIELD_OFF, Texts.get("inbound.event.rejected"), "tone-danger");
            default -> StateLook.of(status);
        };
    }

    /// Whether its signature was verified. An event from before the last edit may have been taken under another rule,
    /// which nobody tells.
    static StateLook signature(EndpointView endpoint, InboundEventView event) {
        if ("rejected".equals(event.status())) {
            return new StateLook(Feather.SHIELD_OFF, Texts.get("inbound.signature.refused"), "tone-danger");
        }
        if (event.receivedAt().isBefore(endpoint.updatedAt())) {
            return new StateLook(Feather.MINUS, Texts.get("inbound.signature.unknown"), "tone-muted");
        }
        return endpoint.verification() == null
                ? new StateLook(Feather.MINUS, Texts.get("inbound.signature.unchecked"), "tone-muted")
                : new StateLook(Feather.SHIELD, Texts.get("inbound.signature.verified"), "tone-success");
    }

    static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).orElse(url);
        } catch (IllegalArgumentException _) {
            return url;
        }
    }

    static String word(String prefix, String value) {
        String key = prefix + value.toLowerCase(Locale.ROOT);
        return Texts.has(key) ? Texts.get(key) : value;
    }
}
