package eu.runlater.engine.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// A key as its owner holds it: `sk_live_` and 43 characters (decision 2). Only its hash is ever stored
/// (G-KEY-1).
record ApiKeyToken(String text) {
    private static final Pattern FORM = Pattern.compile("sk_live_[A-Za-z0-9_-]{43}");
    private static final int RANDOM_BYTES = 32;
    private static final int SHOWN = 12;

    ApiKeyToken {
        if (!hasForm(text)) {
            throw new IllegalArgumentException("not an API key");
        }
    }

    static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    static ApiKeyToken random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ApiKeyToken(
                "sk_live_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// For display: names the key without giving it away.
    String prefix() {
        return text.substring(0, SHOWN);
    }

    byte[] hash() {
        return sha256(text);
    }

    /// Of any text a client may send.
    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
