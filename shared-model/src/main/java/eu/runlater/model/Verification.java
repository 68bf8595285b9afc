package eu.runlater.model;

import org.jspecify.annotations.Nullable;

/// How an endpoint checks that an event comes from its sender. The secret is write-only: it is sent as `secret` and
/// never comes back.
///
/// @param scheme `standard_webhooks`, `github`, `stripe`, `slack` or `hmac`
/// @param header · @param algorithm `sha1`, `sha256` or `sha512` · @param encoding `hex` or `base64` · @param prefix
/// what stands before the signature, e.g. `sha256=`; these four only with scheme `hmac`
/// @param toleranceSeconds how far the sender's clock may be off, and how long a repeat is recognised
/// @param secretSet whether a secret is stored; always true in answers
public record Verification(
        String scheme,
        @Nullable String header,
        @Nullable String algorithm,
        @Nullable String encoding,
        @Nullable String prefix,
        int toleranceSeconds,
        boolean secretSet) {}
