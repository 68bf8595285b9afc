package eu.runlater.engine.accounts;

/// What the first start made, to be shown once and never again (decision 33). Secrets in clear: not to be
/// logged.
///
/// @param password empty when it was given by the operator, who knows it
public record FirstStart(String apiKey, String email, String password, String webhookSecret) {
    @Override
    public String toString() {
        return "FirstStart[" + email + "]";
    }
}
