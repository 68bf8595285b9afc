package eu.runlater.engine.inbound;

import eu.runlater.engine.web.PublicUrl;
import org.springframework.stereotype.Component;

/// Where senders send to. Any thread.
@Component
class InboundUrls {
    private final PublicUrl url;

    InboundUrls(PublicUrl url) {
        this.url = url;
    }

    String of(String slug) {
        return url.base() + "/in/" + slug;
    }
}
