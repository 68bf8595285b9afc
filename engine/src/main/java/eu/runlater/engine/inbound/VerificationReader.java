package eu.runlater.engine.inbound;

import eu.runlater.engine.inbound.Endpoint.Content;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.Verification;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how senders are verified. The secret may be left out of an edit that keeps the scheme. Pure.
final class VerificationReader {
    /// @param rule absent = none · @param secret absent = none
    record Checked(@Nullable Verification rule, @Nullable String secret) {}

    private static final FieldNames NAMES =
            FieldNames.of("scheme", "secret", "header", "algorithm", "encoding", "prefix", "tolerance_seconds");
    private static final Set<String> SCHEMES = Set.of("standard_webhooks", "github", "stripe", "slack", "hmac");
    private static final Set<String> ALGORITHMS = Set.of("sha1", "sha256", "sha512");
    private static final Set<String> ENCODINGS = Set.of("hex", "base64");
    private static final int TOLERANCE = 300; // G-SIG-4
    private static final int MOST_TOLERANCE = 86_400;
    private static final int MAX_TEXT = 255;

    private VerificationReader() {}

    static Checked read(Fields outer, @Nullable Content current) {
        Fields fields = outer.object("verification", NAMES);
        if (fields == null) {
            return new Checked(null, null);
        }
        String scheme = fields.word("scheme", SCHEMES);
        if (scheme == null) {
            if (fields.value("scheme") == null) {
                fields.refuse("scheme", "is required: standard_webhooks, github, stripe, slack or hmac");
            }
            return new Checked(null, null);
        }
        String secret = secret(fields, scheme, current);
        int least = Signatures.signsTime(scheme) ? 1 : 0;
        int tolerance = fields.integer("tolerance_seconds", least, MOST_TOLERANCE, TOLERANCE);
        if (!scheme.equals("hmac")) {
            for (String only : new String[] {"header", "algorithm", "encoding", "prefix"}) {
                if (fields.value(only) != null) {
                    fields.refuse(only, "is for scheme hmac; " + scheme + " says it itself");
                }
            }
            return new Checked(new Verification(scheme, null, null, null, null, tolerance, true), secret);
        }
        String header = fields.optionalText("header", MAX_TEXT);
        if (header == null || !header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            fields.refuse("header", "is required: the name of the header that carries the signature");
        }
        String algorithm = fields.word("algorithm", ALGORITHMS);
        String encoding = fields.word("encoding", ENCODINGS);
        return new Checked(
                new Verification(
                        scheme,
                        header,
                        algorithm == null ? "sha256" : algorithm,
                        encoding == null ? "hex" : encoding,
                        fields.optionalText("prefix", MAX_TEXT),
                        tolerance,
                        true),
                secret);
    }

    private static @Nullable String secret(Fields fields, String scheme, @Nullable Content current) {
        String secret = fields.optionalText("secret", MAX_TEXT);
        if (secret == null) {
            Verification before = current == null ? null : current.verification();
            if (before != null && before.scheme().equals(scheme) && fields.value("secret") == null) {
                return current == null ? null : current.secret();
            }
            fields.refuse("secret", "is required: what the sender signs with");
            return null;
        }
        if (scheme.equals("standard_webhooks") && Signatures.standardKey(secret).isEmpty()) {
            fields.refuse("secret", "must be whsec_ and base64, as Standard Webhooks writes it");
        }
        return secret;
    }
}
