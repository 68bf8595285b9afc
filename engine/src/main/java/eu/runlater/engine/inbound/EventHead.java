package eu.runlater.engine.inbound;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.runtime.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept of a request beside its body, sealed as JSON.
record EventHead(@Nullable String query, List<Header> headers) {
    EventHead {
        headers = List.copyOf(headers);
    }

    static EventHead of(Received request) {
        return new EventHead(request.query(), request.headers());
    }

    static EventHead read(byte[] json) {
        return Json.WIRE.readValue(json, EventHead.class);
    }

    byte[] json() {
        return Json.WIRE.writeValueAsBytes(this);
    }
}
