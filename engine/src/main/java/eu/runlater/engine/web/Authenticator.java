package eu.runlater.engine.web;

import java.util.Optional;

/// Turns a bearer token into a caller; implemented by the accounts feature. An unknown, revoked or expired token is
/// empty, and costs the same work (G-KEY-1). Any thread; called with every request, so answers are cached for ≤ 4 s.
public interface Authenticator {
    Optional<Caller> authenticate(String token);
}
