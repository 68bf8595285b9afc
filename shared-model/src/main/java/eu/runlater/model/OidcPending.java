package eu.runlater.model;

/// A sign-in with OpenID Connect that the browser has not finished (answer 202 of the poll).
///
/// @param status `pending`
public record OidcPending(String status) {}
