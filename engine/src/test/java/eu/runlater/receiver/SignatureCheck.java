package eu.runlater.receiver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks a call's Standard Webhooks signature as a receiver would: over the very bytes received, any one of several
/// signatures may match (key rotation). Written apart from the engine's signing, so that a mistake there shows here.
final class SignatureCheck {
    private static final String PREFIX = "whsec_";

    private final @Nullable SecretKeySpec key;

    /// @param secret `whsec_` + Base64; absent = signatures can only be seen, not checked
    SignatureCheck(@Nullable String secret) {
        this.key = secret == null ? null : key(secret);
    }

    enum Verdict {
        OK("signature ok"),
        WRONG("SIGNATURE WRONG"),
        UNSIGNED("not signed"),
        UNCHECKED("signed");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Verdict verdict(Call call) {
        String id = call.header("webhook-id");
        String timestamp = call.header("webhook-timestamp");
        String signatures = call.header("webhook-signature");
        if (id == null || timestamp == null || signatures == null) {
            return Verdict.UNSIGNED;
        }
        if (key == null) {
            return Verdict.UNCHECKED;
        }
        byte[] expected = ("v1,"
                        + Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + ".", call.body())))
                .getBytes(StandardCharsets.US_ASCII);
        for (String signature : signatures.split(" ")) {
            if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))) {
                return Verdict.OK;
            }
        }
        return Verdict.WRONG;
    }

    private static byte[] hmac(SecretKeySpec key, String start, byte[] body) {
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream(start.length() + body.length);
            message.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
            message.writeBytes(body);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static SecretKeySpec key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret starts with " + PREFIX);
        }
        return new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256");
    }
}
