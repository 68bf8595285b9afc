package eu.runlater.engine.inbound;

import eu.runlater.model.Verification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks senders' signatures over the raw bytes (G-SIG-4), comparing in constant time. Pure, any thread.
final class Signatures {
    /// What a check found.
    sealed interface Verdict {
        /// @param message what names the message among others of its endpoint: the same for a repeat
        record Genuine(String message) implements Verdict {}

        /// @param reason for the endpoint's owner and the sender; tells nothing about the right signature
        record Forged(String reason) implements Verdict {}
    }

    private static final int MOST_CANDIDATES = 10;

    private Signatures() {}

    static Verdict check(Verification rule, String secret, Received request, Instant now) {
        return switch (rule.scheme()) {
            case "standard_webhooks" -> standardWebhooks(rule, secret, request, now);
            case "stripe" -> stripe(rule, secret, request, now);
            case "slack" -> slack(rule, secret, request, now);
            case "github" -> github(secret, request);
            case "hmac" -> hmac(rule, secret, request);
            default -> new Verdict.Forged("this version does not know the scheme " + rule.scheme());
        };
    }

    /// Whether the scheme signs the time, so that an old message is refused.
    static boolean signsTime(String scheme) {
        return scheme.equals("standard_webhooks") || scheme.equals("stripe") || scheme.equals("slack");
    }

    /// The key of a Standard Webhooks secret: `whsec_` and base64.
    static Optional<byte[]> standardKey(String secret) {
        String text = secret.startsWith("whsec_") ? secret.substring(6) : secret;
        try {
            byte[] key = Base64.getDecoder().decode(text);
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Verdict standardWebhooks(Verification rule, String secret, Received request, Instant now) {
        Optional<String> id = request.header("webhook-id");
        Optional<String> at = request.header("webhook-timestamp");
        Optional<String> signatures = request.header("webhook-signature");
        if (id.isEmpty() || at.isEmpty() || signatures.isEmpty()) {
            return missing("webhook-id, webhook-timestamp and webhook-signature");
        }
        String late = late(at.get(), rule, now);
        if (late != null) {
            return new Verdict.Forged(late);
        }
        byte[] right = mac("HmacSHA256", standardKey(secret).orElseThrow(), id.get() + "." + at.get() + ".", request);
        List<byte[]> given = new ArrayList<>();
        for (String part : signatures.get().split(" ")) {
            if (part.startsWith("v1,")) {
                base64(part.substring(3)).ifPresent(given::add);
            }
        }
        return verdict(given, right, id.get());
    }

    private static Verdict stripe(Verification rule, String secret, Received request, Instant now) {
        Optional<String> header = request.header("Stripe-Signature");
        if (header.isEmpty()) {
            return missing("Stripe-Signature");
        }
        String at = null;
        List<byte[]> given = new ArrayList<>();
        for (String part : header.get().split(",")) {
            String pair = part.strip();
            if (pair.startsWith("t=")) {
                at = pair.substring(2);
            } else if (pair.startsWith("v1=")) {
                hex(pair.substring(3)).ifPresent(given::add);
            }
        }
        if (at == null) {
            return new Verdict.Forged("Stripe-Signature has no time (t=)");
        }
        String late = late(at, rule, now);
        if (late != null) {
            return new Verdict.Forged(late);
        }
        byte[] right = mac("HmacSHA256", bytes(secret), at + ".", request);
        return verdict(given, right, at + "." + HexFormat.of().formatHex(right));
    }

    private static Verdict slack(Verification rule, String secret, Received request, Instant now) {
        Optional<String> at = request.header("X-Slack-Request-Timestamp");
        Optional<String> signature = request.header("X-Slack-Signature");
        if (at.isEmpty() || signature.isEmpty()) {
            return missing("X-Slack-Request-Timestamp and X-Slack-Signature");
        }
        String late = late(at.get(), rule, now);
        if (late != null) {
            return new Verdict.Forged(late);
        }
        byte[] right = mac("HmacSHA256", bytes(secret), "v0:" + at.get() + ":", request);
        return verdict(
                prefixed(signature.get(), "v0=", true), right, HexFormat.of().formatHex(right));
    }

    private static Verdict github(String secret, Received request) {
        Optional<String> signature = request.header("X-Hub-Signature-256");
        if (signature.isEmpty()) {
            return missing("X-Hub-Signature-256");
        }
        byte[] right = mac("HmacSHA256", bytes(secret), "", request);
        // Two deliveries of the same body are two events; a redelivery has the id of the first.
        String message = request.header("X-GitHub-Delivery").orElse("") + "."
                + HexFormat.of().formatHex(right);
        return verdict(prefixed(signature.get(), "sha256=", true), right, message);
    }

    private static Verdict hmac(Verification rule, String secret, Received request) {
        String name = Objects.requireNonNull(rule.header());
        Optional<String> signature = request.header(name);
        if (signature.isEmpty()) {
            return missing(name);
        }
        String algorithm = "Hmac" + Objects.requireNonNull(rule.algorithm()).toUpperCase(Locale.ROOT);
        byte[] right = mac(algorithm, bytes(secret), "", request);
        String prefix = rule.prefix() == null ? "" : rule.prefix();
        boolean hexadecimal = !"base64".equals(rule.encoding());
        return verdict(
                prefixed(signature.get().strip(), prefix, hexadecimal),
                right,
                HexFormat.of().formatHex(right));
    }

    private static List<byte[]> prefixed(String value, String prefix, boolean hexadecimal) {
        if (!value.startsWith(prefix)) {
            return List.of();
        }
        String text = value.substring(prefix.length());
        return (hexadecimal ? hex(text) : base64(text)).map(List::of).orElse(List.of());
    }

    private static Verdict verdict(List<byte[]> given, byte[] right, String message) {
        boolean genuine = false;
        for (byte[] one : given.subList(0, Math.min(given.size(), MOST_CANDIDATES))) {
            genuine |= MessageDigest.isEqual(one, right);
        }
        return genuine ? new Verdict.Genuine(message) : new Verdict.Forged("the signature does not verify");
    }

    private static Verdict missing(String headers) {
        return new Verdict.Forged("the request has no " + headers);
    }

    private static @Nullable String late(String seconds, Verification rule, Instant now) {
        if (!seconds.matches("[0-9]{1,12}")) {
            return "the signature's time is not a number of seconds";
        }
        long off = Math.abs(now.getEpochSecond() - Long.parseLong(seconds));
        return off <= rule.toleranceSeconds()
                ? null
                : "the signature's time is " + off + " s off; at most " + rule.toleranceSeconds() + " s are tolerated";
    }

    private static byte[] mac(String algorithm, byte[] key, String before, Received request) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            mac.update(before.getBytes(StandardCharsets.ISO_8859_1)); // header text is bytes of the request
            return mac.doFinal(request.body());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> hex(String text) {
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
