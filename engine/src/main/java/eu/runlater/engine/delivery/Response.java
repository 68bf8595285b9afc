package eu.runlater.engine.delivery;

import java.util.List;
import java.util.Optional;

/// What the target answered, as far as it is kept: at most 16 KiB of headers and 256 KiB of decoded body (G-OUT-3).
///
/// @param truncated the body was longer than what is kept
/// @param cutShort the peer ended the body early
/// @param undecodable the body's content encoding could not be undone; `body` has what came before the fault
/// @param hops addresses that redirects led to, in order, without their queries; the last one gave this answer
public record Response(
        int status,
        List<Header> headers,
        byte[] body,
        boolean truncated,
        boolean cutShort,
        boolean undecodable,
        List<String> hops) {

    public Response {
        headers = List.copyOf(headers);
        hops = List.copyOf(hops);
    }

    /// The first value of a header, whatever the case of its name.
    public Optional<String> header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }
}
