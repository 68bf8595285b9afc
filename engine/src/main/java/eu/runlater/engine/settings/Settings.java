package eu.runlater.engine.settings;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything an operator can set, read once at start and checked (decision 32). A bean; immutable; any
/// thread.
///
/// @param databaseUrl empty = the engine runs its own PostgreSQL in `dataDir`
/// @param encryptionKeys master keys for payloads at rest; the first one seals, the others still open; empty
/// = none
/// @param sampleTarget URL that the first start's sample call names
public record Settings(
        InetAddress bind,
        int port,
        InetAddress managementBind,
        int managementPort,
        Optional<URI> publicUrl,
        List<Cidr> trustedProxies,
        Optional<DatabaseUrl> databaseUrl,
        int databasePool,
        Path dataDir,
        Durability durability,
        List<Secret> encryptionKeys,
        Workers workers,
        Duration drain,
        List<EgressAllowance> egressAllow,
        Optional<URI> egressProxy,
        int retentionDays,
        RateLimits rateLimits,
        Limits limits,
        Optional<Secret> smtpUrl,
        Bootstrap bootstrap,
        Optional<Oidc> oidc,
        Optional<URI> sampleTarget,
        LogFormat logFormat,
        String logLevel) {

    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
        encryptionKeys = List.copyOf(encryptionKeys);
        egressAllow = List.copyOf(egressAllow);
    }

    /// Reads variables only, e.g. `Settings.of(Map.of("RUNLATER_PORT", "0"))`.
    public static Settings of(Map<String, String> environment) {
        return SettingsReader.read(environment, List.of());
    }

    /// Whether a commit may be lost when the database's machine dies.
    public enum Durability {
        STRICT,
        RELAXED
    }

    public enum LogFormat {
        TEXT,
        JSON
    }

    /// Requests a minute and an hour, of a key; empty = what its plan says.
    ///
    /// @param perAddress a minute, of an address that has shown no key; 0 = no limit
    public record RateLimits(OptionalInt perMinute, OptionalInt perHour, int perAddress) {}

    /// Attempts in flight on this node.
    public record Workers(int min, int max) {}

    /// Sizes in bytes.
    ///
    /// @param request any request · @param batch batch and sync requests · @param body a task's body
    /// @param event an inbound event
    public record Limits(int request, int batch, int body, int event) {}

    /// What the first start makes (decision 33); a part that is not given is made up.
    public record Bootstrap(
            Optional<Secret> apiKey,
            Optional<String> email,
            Optional<Secret> password,
            Optional<Secret> webhookSecret) {}

    /// The provider of sign-in by OpenID Connect.
    ///
    /// @param issuer without a slash at its end
    public record Oidc(URI issuer, String clientId, Secret clientSecret) {}
}
