package eu.runlater.engine.delivery;

/// What [EgressPolicy#check] says about an address a user gave.
public sealed interface TargetUrl {
    /// May be stored and called.
    ///
    /// @param url in canonical form, as the HTTP client itself writes it
    /// @param host its host: lower case, without port, IPv6 without brackets
    record Valid(String url, String host) implements TargetUrl {}

    /// Must not be stored (422 on its field).
    ///
    /// @param reason continues a sentence that begins with the field's name
    record Refused(String reason) implements TargetUrl {}
}
