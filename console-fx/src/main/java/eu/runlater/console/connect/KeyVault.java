package eu.runlater.console.connect;

import java.util.Optional;

/// Where API keys are kept between starts. Calls may take a while and may ask the user for something: background
/// threads only.
public interface KeyVault {
    /// The vault could not do what it was asked; the message says why and never holds a key.
    final class VaultFailure extends Exception {
        private static final long serialVersionUID = 1L;

        VaultFailure(String message) {
            super(message);
        }

        VaultFailure(String message, Throwable cause) {
            super(message, cause);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /// The profile's key; empty when none is kept.
    Optional<String> read(String profile) throws VaultFailure;

    void write(String profile, String key) throws VaultFailure;

    /// No matter whether there is one.
    void delete(String profile) throws VaultFailure;

    /// Where that is, in words for the form: people decide by it what they type.
    String place();
}
