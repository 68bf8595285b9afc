package eu.runlater.model;

import org.jspecify.annotations.Nullable;

/// Whether people can sign in with OpenID Connect (`GET /api/v1/session/oidc`).
///
/// @param issuer whose accounts are accepted; absent when the installation has no such sign-in
public record OidcProvider(boolean enabled, @Nullable String issuer) {}
