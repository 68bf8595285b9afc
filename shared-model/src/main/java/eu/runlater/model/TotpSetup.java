package eu.runlater.model;

/// A second factor to be put into an authenticator app (`POST /api/v1/session/totp`); it counts once confirmed with a
/// code. Shown here and never again.
///
/// @param secret base32 · @param uri `otpauth://totp/…`, to be shown as a QR code
public record TotpSetup(String secret, String uri) {
    @Override
    public String toString() {
        return "TotpSetup[…]";
    }
}
