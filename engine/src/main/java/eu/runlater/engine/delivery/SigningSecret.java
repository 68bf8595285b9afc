package eu.runlater.engine.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An organization's secret `whsec_…`, in the two readings its signatures need (G-SIG-1, G-SIG-2). Immutable; its text
/// never appears in [#toString]. Any thread.
public final class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;

    private final String text;
    // Keyed once and cloned for every use: keying costs more than signing a small body does.
    private final Mac textMac;
    private final Mac webhookMac;

    private SigningSecret(String text) {
        this.text = text;
        this.textMac = keyed(text.getBytes(StandardCharsets.UTF_8));
        this.webhookMac = keyed(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /// @throws IllegalArgumentException unless the text is `whsec_` and base64
    public static SigningSecret of(String text) {
        if (!text.startsWith(PREFIX) || text.length() == PREFIX.length()) {
            throw new IllegalArgumentException("a signing secret is whsec_ followed by base64");
        }
        return new SigningSecret(text);
    }

    static SigningSecret random(SecureRandom random) {
        byte[] key = new byte[RANDOM_BYTES];
        random.nextBytes(key);
        return of(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /// The whole text, for the owner's eyes and for sealing.
    public String reveal() {
        return text;
    }

    /// Keyed with the whole text.
    Mac textMac() {
        return copy(textMac);
    }

    /// Keyed with the bytes that the part after the prefix stands for.
    Mac webhookMac() {
        return copy(webhookMac);
    }

    static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's " + HMAC + " can be cloned", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
