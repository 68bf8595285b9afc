package eu.runlater.engine.settings;

import java.util.Locale;

/// Every setting there is: its name, its default, and one line for the help text. As an environment variable
/// it is called `RUNLATER_<NAME>`, as a flag `--<name>` with dashes.
enum Setting {
    BIND("0.0.0.0", "address the API listens on"),
    PORT("8480", "port of the API"),
    MANAGEMENT_BIND("127.0.0.1", "address of metrics and health for machines"),
    MANAGEMENT_PORT("8481", "port of metrics and health for machines"),
    PUBLIC_URL("", "where clients reach the API; used in links"),
    TRUSTED_PROXIES("", "comma-separated CIDRs whose Forwarded headers are believed"),
    DATABASE_URL("", "postgresql://user:password@host/database, or JDBC; unset = own embedded PostgreSQL"),
    DATABASE_POOL("16", "connections for API traffic; 8 more are kept for running work"),
    DATA_DIR(".runlater", "where the embedded database and its lock live"),
    DURABILITY("strict", "strict: refuse a database that may lose commits; relaxed: accept it"),
    ENCRYPTION_KEY("", "base64 of 32 bytes: seals payloads at rest; older keys may follow, comma-separated"),
    WORKERS_MIN("2", "attempts in flight this node always offers"),
    WORKERS_MAX("256", "most attempts in flight on this node"),
    DRAIN_SECONDS("30", "how long a stop waits for calls in flight"),
    EGRESS_ALLOW("", "private targets that may be called: comma-separated CIDR:port, CIDR:port-port or name:port"),
    EGRESS_PROXY("", "http://host:port that outgoing calls go through"),
    RETENTION_DAYS("30", "days of history kept"),
    RATE_LIMIT_PER_MINUTE("", "requests a minute and key; unset = the plan's"),
    RATE_LIMIT_PER_HOUR("", "requests an hour and key; unset = the plan's"),
    RATE_LIMIT_PER_ADDRESS("300", "requests a minute and address without a key or session; 0 = no limit"),
    MAX_REQUEST_BYTES("1048576", "largest request"),
    MAX_BATCH_BYTES("8388608", "largest batch request"),
    MAX_BODY_BYTES("262144", "largest task body"),
    MAX_EVENT_BYTES("1048576", "largest inbound event"),
    SMTP_URL("", "smtp://user:password@host:port or smtps://… for mail"),
    BOOTSTRAP_API_KEY("", "first API key; made up and printed when unset"),
    BOOTSTRAP_EMAIL("", "e-mail of the first user"),
    BOOTSTRAP_PASSWORD("", "password of the first user; made up and printed when unset"),
    BOOTSTRAP_WEBHOOK_SECRET("", "first webhook secret, whsec_…; made up and printed when unset"),
    OIDC_ISSUER("", "provider people sign in with by OpenID Connect; needs RUNLATER_PUBLIC_URL"),
    OIDC_CLIENT_ID("", "what the provider calls this installation"),
    OIDC_CLIENT_SECRET("", "the secret the provider gave with it"),
    SAMPLE_TARGET("", "URL that the first start's sample call is sent to"),
    LOG_FORMAT("text", "text or json"),
    LOG_LEVEL("info", "error, warn, info or debug");

    static final String PREFIX = "RUNLATER_";

    private final String standard;
    private final String help;

    Setting(String standard, String help) {
        this.standard = standard;
        this.help = help;
    }

    /// The value when nothing is set; empty = none.
    String standard() {
        return standard;
    }

    String help() {
        return help;
    }

    String variable() {
        return PREFIX + name();
    }

    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
