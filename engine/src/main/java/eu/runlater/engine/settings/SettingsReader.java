package eu.runlater.engine.settings;

import eu.runlater.engine.runtime.Nearest;
import eu.runlater.engine.runtime.StartRefused;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads settings from environment variables and flags; a flag wins over its variable. Strict: every name
/// must be known and every value acceptable, and all faults are reported together.
public final class SettingsReader {
    private static final Pattern API_KEY = Pattern.compile("sk_live_[A-Za-z0-9_-]{43}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}");

    /// What our other programs read; found in the same shell often enough.
    private static final Set<String> OF_CLIENTS =
            Set.of("RUNLATER_API_KEY", "RUNLATER_CONSOLE_KEY", "RUNLATER_WEBHOOK_SECRET");

    private static final int SHORTEST_PASSWORD = 12; // behaviour §24
    private static final int LONGEST_PASSWORD = 128;
    private static final int SHORTEST_WEBHOOK_SECRET = 24; // G-SIG-2
    private static final int KEY_BYTES = 32;

    private final Map<Setting, String> given = new EnumMap<>(Setting.class);
    private final Map<Setting, String> spokenAs = new EnumMap<>(Setting.class);
    private final List<String> faults = new ArrayList<>();

    private SettingsReader() {}

    /// @throws StartRefused naming every fault
    public static Settings read(Map<String, String> environment, List<String> flags) {
        SettingsReader reader = new SettingsReader();
        reader.takeVariables(environment);
        reader.takeFlags(flags);
        Settings settings = reader.settings();
        if (!reader.faults.isEmpty()) {
            throw StartRefused.settings(reader.report());
        }
        return settings;
    }

    /// The list of all settings for `--help`.
    public static String help() {
        StringBuilder text = new StringBuilder("Settings, as flags or as environment variables:\n\n");
        for (Setting setting : Setting.values()) {
            text.append("  %-28s %-36s %s%s\n"
                    .formatted(
                            setting.flag(),
                            setting.variable(),
                            setting.help(),
                            setting.standard().isEmpty() ? "" : " (default " + setting.standard() + ")"));
        }
        return text.toString();
    }

    private String report() {
        return "Runlater does not start: " + (faults.size() == 1 ? "a setting is" : faults.size() + " settings are")
                + " not acceptable.\n\n  - " + String.join("\n  - ", faults)
                + "\n\nAll settings: runlater up --help";
    }

    private void takeVariables(Map<String, String> environment) {
        List<String> valid =
                Arrays.stream(Setting.values()).map(Setting::variable).toList();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!name.startsWith(Setting.PREFIX) || OF_CLIENTS.contains(name)) {
                return;
            }
            if (valid.contains(name)) {
                take(Setting.valueOf(name.substring(Setting.PREFIX.length())), name, value);
            } else {
                unknown(name, valid);
            }
        });
    }

    private void takeFlags(List<String> flags) {
        List<String> valid = Arrays.stream(Setting.values()).map(Setting::flag).toList();
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            if (!flag.startsWith("--")) {
                faults.add("\"" + flag + "\" is not a flag; flags look like --port 8480");
                continue;
            }
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            if (!valid.contains(name)) {
                unknown(name, valid);
                // Its value is not a fault of its own.
                i += equals < 0 && i + 1 < flags.size() && !flags.get(i + 1).startsWith("--") ? 1 : 0;
                continue;
            }
            Setting setting = Setting.values()[valid.indexOf(name)];
            if (equals >= 0) {
                take(setting, name, flag.substring(equals + 1));
            } else if (i + 1 < flags.size()) {
                take(setting, name, flags.get(++i));
            } else {
                faults.add(name + " needs a value: " + setting.help());
            }
        }
    }

    private void take(Setting setting, String spoken, String value) {
        given.put(setting, value.strip());
        spokenAs.put(setting, spoken);
    }

    private void unknown(String name, List<String> valid) {
        faults.add(name + " is not a setting"
                + Nearest.to(name, valid)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(""));
    }

    private Settings settings() {
        Settings.Workers workers =
                new Settings.Workers(number(Setting.WORKERS_MIN, 1, 10_000), number(Setting.WORKERS_MAX, 1, 10_000));
        if (workers.min() > workers.max()) {
            faults.add("%s (%d) is above %s (%d)"
                    .formatted(name(Setting.WORKERS_MIN), workers.min(), name(Setting.WORKERS_MAX), workers.max()));
        }
        int port = number(Setting.PORT, 0, 65_535);
        int managementPort = number(Setting.MANAGEMENT_PORT, 0, 65_535);
        if (port != 0 && port == managementPort) {
            faults.add("%s and %s are both %d".formatted(name(Setting.PORT), name(Setting.MANAGEMENT_PORT), port));
        }
        return new Settings(
                address(Setting.BIND),
                port,
                address(Setting.MANAGEMENT_BIND),
                managementPort,
                url(Setting.PUBLIC_URL, "http", "https"),
                list(Setting.TRUSTED_PROXIES, "address blocks such as 10.0.0.0/8", Cidr::parse),
                optional(
                        Setting.DATABASE_URL,
                        "postgresql://user:password@host:5432/database or jdbc:postgresql://…",
                        DatabaseUrl::parse),
                number(Setting.DATABASE_POOL, 2, 200),
                path(),
                word(Setting.DURABILITY, Settings.Durability.class),
                list(Setting.ENCRYPTION_KEY, "base64 of 32 random bytes (openssl rand -base64 32)", this::key),
                workers,
                Duration.ofSeconds(number(Setting.DRAIN_SECONDS, 0, 310)),
                list(
                        Setting.EGRESS_ALLOW,
                        "entries such as 127.0.0.1/32:18080-18089 or localhost:18080",
                        EgressAllowance::parse),
                url(Setting.EGRESS_PROXY, "http"),
                number(Setting.RETENTION_DAYS, 1, 3650),
                new Settings.RateLimits(
                        rate(Setting.RATE_LIMIT_PER_MINUTE),
                        rate(Setting.RATE_LIMIT_PER_HOUR),
                        number(Setting.RATE_LIMIT_PER_ADDRESS, 0, 1_000_000)),
                new Settings.Limits(
                        number(Setting.MAX_REQUEST_BYTES, 1024, 64 << 20),
                        number(Setting.MAX_BATCH_BYTES, 1024, 256 << 20),
                        number(Setting.MAX_BODY_BYTES, 0, 16 << 20),
                        number(Setting.MAX_EVENT_BYTES, 1024, 64 << 20)),
                smtp(),
                bootstrap(),
                oidc(),
                url(Setting.SAMPLE_TARGET, "http", "https"),
                word(Setting.LOG_FORMAT, Settings.LogFormat.class),
                level());
    }

    private Settings.Bootstrap bootstrap() {
        return new Settings.Bootstrap(
                optional(Setting.BOOTSTRAP_API_KEY, "sk_live_ and 43 characters of A-Z a-z 0-9 _ -", text -> {
                    require(API_KEY.matcher(text).matches(), "it has not this form");
                    return Secret.of(text);
                }),
                optional(Setting.BOOTSTRAP_EMAIL, "an e-mail address", text -> {
                    require(EMAIL.matcher(text).matches(), "\"" + text + "\" is none");
                    return text;
                }),
                optional(Setting.BOOTSTRAP_PASSWORD, "12 to 128 characters", text -> {
                    require(
                            text.length() >= SHORTEST_PASSWORD && text.length() <= LONGEST_PASSWORD,
                            "it has " + text.length());
                    return Secret.of(text);
                }),
                optional(
                        Setting.BOOTSTRAP_WEBHOOK_SECRET,
                        "whsec_ and base64 of at least " + SHORTEST_WEBHOOK_SECRET + " bytes",
                        SettingsReader::webhookSecret));
    }

    /// All of it or nothing.
    private Optional<Settings.Oidc> oidc() {
        List<Setting> parts = List.of(Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET);
        if (parts.stream().allMatch(part -> given.getOrDefault(part, "").isEmpty())) {
            return Optional.empty();
        }
        List<Setting> needed = new ArrayList<>(parts);
        needed.add(Setting.PUBLIC_URL); // the provider sends people back there
        for (Setting part : needed) {
            if (given.getOrDefault(part, "").isEmpty()) {
                faults.add(part.variable() + " is missing: sign-in by OpenID Connect needs "
                        + String.join(
                                ", ", needed.stream().map(Setting::variable).toList()));
            }
        }
        return url(Setting.OIDC_ISSUER, "http", "https")
                .map(issuer -> new Settings.Oidc(
                        issuer,
                        given.getOrDefault(Setting.OIDC_CLIENT_ID, ""),
                        Secret.of(given.getOrDefault(Setting.OIDC_CLIENT_SECRET, ""))));
    }

    private static Secret webhookSecret(String text) {
        require(text.startsWith("whsec_"), "it has not this form");
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring("whsec_".length()));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("it is not base64");
        }
        require(key.length >= SHORTEST_WEBHOOK_SECRET, "it has " + key.length + " bytes");
        return Secret.of(text);
    }

    private Optional<Secret> smtp() {
        return optional(Setting.SMTP_URL, "smtp://user:password@host:587 or smtps://…", text -> {
            URI uri = URI.create(text);
            require(
                    List.of("smtp", "smtps").contains(uri.getScheme()) && uri.getHost() != null,
                    "it has not this form");
            return Secret.of(text);
        });
    }

    private Secret key(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("it is not base64");
        }
        require(bytes.length == KEY_BYTES, "it has " + bytes.length + " bytes");
        return Secret.of(bytes);
    }

    private int number(Setting setting, int least, int most) {
        String accepted = "a whole number within " + least + "-" + most;
        return optional(setting, accepted, text -> whole(text, least, most))
                .orElseGet(() -> Integer.parseInt(setting.standard()));
    }

    private OptionalInt rate(Setting setting) {
        return optional(setting, "a whole number within 1-1000000", text -> whole(text, 1, 1_000_000))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static int whole(String text, int least, int most) {
        require(text.matches("\\d{1,9}"), "\"" + text + "\" is none");
        int value = Integer.parseInt(text);
        require(value >= least && value <= most, text + " is outside");
        return value;
    }

    private InetAddress address(Setting setting) {
        return optional(setting, "an IP address or name of this machine", SettingsReader::resolved)
                .orElseGet(() -> resolved(setting.standard()));
    }

    private static InetAddress resolved(String text) {
        try {
            String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return InetAddress.getByName(bare);
        } catch (UnknownHostException _) {
            throw new IllegalArgumentException("\"" + text + "\" is unknown");
        }
    }

    private Optional<URI> url(Setting setting, String... schemes) {
        String accepted = "an address such as " + schemes[schemes.length - 1] + "://host.example";
        return optional(setting, accepted, text -> {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            require(
                    uri.getScheme() != null
                            && List.of(schemes).contains(uri.getScheme().toLowerCase(Locale.ROOT))
                            && uri.getHost() != null
                            && uri.getUserInfo() == null,
                    "\"" + text + "\" is none");
            return uri;
        });
    }

    private Path path() {
        return optional(Setting.DATA_DIR, "a directory", text -> {
                    try {
                        return Path.of(text).toAbsolutePath().normalize();
                    } catch (InvalidPathException e) {
                        throw new IllegalArgumentException(e.getMessage(), e);
                    }
                })
                .orElseGet(() ->
                        Path.of(Setting.DATA_DIR.standard()).toAbsolutePath().normalize());
    }

    private String level() {
        List<String> levels = List.of("error", "warn", "info", "debug");
        return optional(Setting.LOG_LEVEL, String.join(", ", levels), text -> {
                    String word = text.toLowerCase(Locale.ROOT);
                    require(levels.contains(word), "\"" + text + "\" is none of them");
                    return word;
                })
                .orElse(Setting.LOG_LEVEL.standard());
    }

    private <E extends Enum<E>> E word(Setting setting, Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return optional(setting, String.join(" or ", words), text -> {
                    require(words.contains(text.toLowerCase(Locale.ROOT)), "\"" + text + "\" is neither");
                    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
                })
                .orElseGet(() -> Enum.valueOf(type, setting.standard().toUpperCase(Locale.ROOT)));
    }

    private <T> List<T> list(Setting setting, String accepted, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        for (String item : given.getOrDefault(setting, "").split(",")) {
            if (!item.isBlank()) {
                parsed(setting, item.strip(), accepted, parse).ifPresent(values::add);
            }
        }
        return values;
    }

    private <T> Optional<T> optional(Setting setting, String accepted, Function<String, T> parse) {
        String text = given.getOrDefault(setting, "");
        return text.isEmpty() ? Optional.empty() : parsed(setting, text, accepted, parse);
    }

    private <T> Optional<T> parsed(Setting setting, String text, String accepted, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            faults.add(name(setting) + " must be " + accepted + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private String name(Setting setting) {
        return spokenAs.getOrDefault(setting, setting.variable());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
