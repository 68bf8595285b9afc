package eu.runlater.engine.accounts;

import java.util.regex.Pattern;

/// A key as its owner holds it: `sk_live_` and 43 characters (decision 2). Only its hash is ever stored
/// (G-KEY-1).
record ApiKeyToken(String text) {
    private static final Pattern FORM = Pattern.compile("sk_live_[A-Za-z0-9_-]{43}");
    private static final int SHOWN = 12;

    ApiKeyToken {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
    }

    static ApiKeyToken random() {
        return new ApiKeyToken(Tokens.random("sk_live_"));
    }

    /// For display: names the key without giving it away.
    String prefix() {
        return text.substring(0, SHOWN);
    }

    byte[] hash() {
        return Tokens.hash(text);
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
