package eu.runlater.engine.credentials;

import eu.runlater.engine.credentials.Credential.Kind;
import eu.runlater.engine.credentials.SealedKind.Content;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.settings.Secret;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads and checks the fields of a credential. Notes everything that is wrong with the fields, never what was in a
/// secret
/// one. A field that was not sent keeps what is stored. Any thread.
@Component
class CredentialReader {
    private static final Map<String, List<String>> OF_TYPE = Map.of(
            "bearer", List.of("token"),
            "basic", List.of("username", "password"),
            "oauth2_client_credentials",
                    List.of("token_url", "client_id", "client_secret", "scope", "audience", "auth_style"),
            "mtls", List.of("certificate", "private_key", "passphrase"));

    static final FieldNames NAMES = FieldNames.of(
                    "name",
                    "type",
                    "hosts",
                    "token",
                    "username",
                    "password",
                    "token_url",
                    "client_id",
                    "client_secret",
                    "scope",
                    "audience",
                    "auth_style",
                    "certificate",
                    "private_key",
                    "passphrase",
                    "version",
                    "reason")
            .wrappedIn("credential");

    private static final int MAX_NAME = 255;
    private static final int MAX_SECRET = 8 * 1024; // headers have 16 KiB in all
    private static final int MAX_PEM = 64 * 1024;
    private static final int MAX_HOSTS = 50;
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.:-]{0,251}[a-z0-9_])?");

    private final EgressPolicy egress;
    private final InstantSource clock;

    CredentialReader(EgressPolicy egress, InstantSource clock) {
        this.egress = egress;
        this.clock = clock;
    }

    /// @param before the stored one's; absent = the credential is new
    /// @return absent when the name is not acceptable
    @Nullable
    String name(Fields fields, @Nullable String before) {
        String name = fields.text("name", MAX_NAME);
        if (name == null) {
            if (before == null) {
                fields.refuse("name", "is required");
            }
            return before;
        }
        if (name.isBlank() || !name.equals(name.strip())) {
            fields.refuse("name", "must not be empty, nor begin or end with space");
        } else if (name.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ')) {
            fields.refuse("name", "must not contain quotation marks, backslashes or line breaks");
        }
        return name;
    }

    /// @return absent when something was refused
    @Nullable
    Content content(Fields fields, @Nullable Content before) {
        String type = fields.word("type", OF_TYPE.keySet());
        if (before != null) {
            String stored = before.kind().type();
            if (type != null && !type.equals(stored)) {
                fields.refuse("type", "is " + stored + " and stays so; make another credential");
                return null;
            }
            type = stored;
        } else if (type == null && fields.value("type") == null) {
            fields.refuse("type", "is required: bearer, basic, oauth2_client_credentials or mtls");
        }
        List<String> hosts = hosts(fields, before == null ? List.of() : before.hosts());
        if (type == null) {
            return null;
        }
        refuseForeign(fields, type);
        Kind old = before == null ? null : before.kind();
        Kind kind = switch (type) {
            case "bearer" -> bearer(fields, old instanceof Kind.Bearer bearer ? bearer : null);
            case "basic" -> basic(fields, old instanceof Kind.Basic basic ? basic : null);
            case "mtls" -> mutualTls(fields, old instanceof Kind.MutualTls tls ? tls : null);
            default -> oauth(fields, old instanceof Kind.OAuth2 oauth ? oauth : null);
        };
        return kind == null ? null : new Content(hosts, kind);
    }

    private static void refuseForeign(Fields fields, String type) {
        OF_TYPE.forEach((other, names) -> names.stream()
                .filter(name -> !OF_TYPE.getOrDefault(type, List.of()).contains(name) && fields.value(name) != null)
                .forEach(name -> fields.refuse(name, "belongs to type " + other + ", not " + type)));
    }

    private static List<String> hosts(Fields fields, List<String> before) {
        if (!fields.sent().containsKey("hosts")) {
            return before;
        }
        List<JsonValue> elements = fields.elements("hosts");
        if (elements == null) {
            if (fields.value("hosts") != null) {
                fields.refuse(
                        "hosts", "must be an array of host names such as \"api.example.com\" or \"*.example.com\"");
            }
            return List.of();
        }
        List<String> hosts = new ArrayList<>();
        for (JsonValue element : elements) {
            String host = element instanceof JsonValue.Text(String text) ? text.toLowerCase(Locale.ROOT) : "";
            if (hosts.size() == MAX_HOSTS || !HOST.matcher(host).matches()) {
                fields.refuse(
                        "hosts",
                        "must be at most " + MAX_HOSTS
                                + " host names such as \"api.example.com\" or \"*.example.com\", without scheme and port");
                return List.of();
            }
            hosts.add(host);
        }
        return hosts;
    }

    private static @Nullable Kind bearer(Fields fields, Kind.@Nullable Bearer before) {
        Secret token = secret(fields, "token", before == null ? null : before.token(), CredentialReader::visible);
        return token == null ? null : new Kind.Bearer(token);
    }

    private static @Nullable Kind basic(Fields fields, Kind.@Nullable Basic before) {
        String username = required(fields, "username", 255, before == null ? null : before.username());
        if (username != null && (username.contains(":") || !printable(username))) {
            fields.refuse("username", "must not contain a colon or control characters");
        }
        Secret password =
                secret(fields, "password", before == null ? null : before.password(), CredentialReader::printable);
        return username == null || password == null ? null : new Kind.Basic(username, password);
    }

    private @Nullable Kind oauth(Fields fields, Kind.@Nullable OAuth2 before) {
        String url = tokenUrl(fields, before == null ? null : before.tokenUrl());
        String id = required(fields, "client_id", 1_024, before == null ? null : before.clientId());
        if (before != null && !before.tokenUrl().equals(url) && fields.value("client_secret") == null) {
            fields.refuse("client_secret", "must be sent again when token_url changes: it goes to another place");
        }
        Secret secret = secret(
                fields, "client_secret", before == null ? null : before.clientSecret(), CredentialReader::printable);
        Set<String> sent = fields.sent().keySet();
        String scope = fields.optionalText("scope", 2_048);
        String audience = fields.optionalText("audience", 2_048);
        String style = fields.word("auth_style", Set.of("header", "body"));
        if (url == null || id == null || secret == null) {
            return null;
        }
        return new Kind.OAuth2(
                url,
                id,
                secret,
                before == null || sent.contains("scope") ? scope : before.scope(),
                before == null || sent.contains("audience") ? audience : before.audience(),
                style == null ? before != null && before.secretInBody() : style.equals("body"));
    }

    private @Nullable String tokenUrl(Fields fields, @Nullable String before) {
        String text = required(fields, "token_url", 2 * EgressPolicy.MAX_URL, before);
        if (text == null || text.equals(before)) {
            return text;
        }
        return switch (egress.check(text)) {
            case TargetUrl.Refused(String reason) -> {
                fields.refuse("token_url", reason);
                yield null;
            }
            case TargetUrl.Valid valid -> {
                if (!egress.mayCarrySecrets(valid.url())) {
                    fields.refuse("token_url", "must be https: the client's secret goes there");
                }
                yield valid.url();
            }
        };
    }

    private @Nullable Kind mutualTls(Fields fields, Kind.@Nullable MutualTls before) {
        String pem = required(fields, "certificate", MAX_PEM, before == null ? null : before.chain());
        String keyPem = fields.text("private_key", MAX_PEM);
        String passphrase = fields.optionalText("passphrase", 1_024);
        Secret key = before == null ? null : before.key();
        if (keyPem != null) {
            try {
                key = PrivateKeyPem.read(keyPem, passphrase);
            } catch (IllegalArgumentException wrong) {
                fields.refuse("private_key", String.valueOf(wrong.getMessage()));
                return null;
            }
        } else if (key == null && fields.value("private_key") == null) {
            fields.refuse("private_key", "is required");
        }
        if (pem == null || key == null) {
            return null;
        }
        try {
            CertificateChain chain = CertificateChain.parse(pem);
            Instant ends = chain.own().getNotAfter().toInstant();
            if (!ends.isAfter(clock.instant())) {
                fields.refuse("certificate", "has expired at " + ends);
            }
            if (!belongs(chain, key)) {
                fields.refuse(
                        keyPem == null ? "certificate" : "private_key",
                        "and " + (keyPem == null ? "private_key" : "certificate") + " do not belong together");
            }
            return new Kind.MutualTls(pem, key);
        } catch (CertificateException wrong) {
            fields.refuse("certificate", String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private static boolean belongs(CertificateChain chain, Secret key) {
        try {
            PrivateKey read = chain.key(key);
            return chain.belongsTo(read);
        } catch (GeneralSecurityException | RuntimeException _) { // hostile DER meets both
            return false;
        }
    }

    private static @Nullable String required(Fields fields, String name, int max, @Nullable String before) {
        String text = fields.optionalText(name, max);
        if (text == null
                && before == null
                && !(fields.value(name) instanceof JsonValue.Text(String given) && !given.isEmpty())) {
            fields.refuse(name, "is required");
        }
        return text == null ? before : text;
    }

    private static @Nullable Secret secret(
            Fields fields, String name, @Nullable Secret before, Predicate<String> acceptable) {
        String text = required(fields, name, MAX_SECRET, before == null ? null : before.text());
        if (text == null) {
            return null;
        }
        if (!acceptable.test(text)) {
            fields.refuse(name, "has characters that cannot be sent, such as spaces or line breaks");
        }
        return Secret.of(text);
    }

    private static boolean visible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean printable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }
}
