package eu.runlater.engine.delivery;

import java.util.List;

/// What the target answered, as far as it is kept: at most 16 KiB of headers and 256 KiB of decoded body (G-OUT-3).
///
/// @param truncated the body was longer than what is kept
/// @param cutShort the peer ended the body early
/// @param undecodable the body's content encoding could not be undone; `body` has what came before the fault
/// @param hops addresses passed on the way when redirects were followed, in order
public record Response(
        int status,
        List<Header> headers,
        byte[] body,
        boolean truncated,
        boolean cutShort,
        boolean undecodable,
        List<String> hops) {}
