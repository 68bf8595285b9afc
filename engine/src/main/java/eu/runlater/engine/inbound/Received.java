package eu.runlater.engine.inbound;

import eu.runlater.engine.delivery.Header;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request as it came in. Arrays are not to be written to.
///
/// @param query raw; absent = none · @param sourceIp of the sender, past trusted proxies
record Received(
        String method,
        @Nullable String query,
        List<Header> headers,
        byte[] body,
        @Nullable String sourceIp) {
    Received {
        headers = List.copyOf(headers);
    }

    /// The first value of a header.
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
