package eu.runlater.engine.web;

import java.util.Optional;

/// Turns a bearer token, an API key's or a session's, into a caller; implemented by the accounts feature. An unknown,
/// revoked or expired token is empty, and costs the same work (G-KEY-1). Any thread; called with every request, so
/// answers are cached for ≤ 4 s.
public interface Authenticator {
    Optional<Caller> authenticate(String token);

    /// A caller made a request: written down at leisure, never in the request's way.
    ///
    /// @param address the client's, as text
    void used(Caller caller, String address);
}
