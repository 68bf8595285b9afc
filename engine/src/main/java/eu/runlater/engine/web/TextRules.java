package eu.runlater.engine.web;

import org.jspecify.annotations.Nullable;

/// What no text may contain: the database stores neither NUL nor half of a surrogate pair (G-INP-1).
public final class TextRules {
    private TextRules() {}

    /// What is wrong with the text, if anything.
    public static @Nullable String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "must not contain the character NUL (\\u0000)";
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return "must not contain half of a surrogate pair (\\u" + Integer.toHexString(c) + ")";
                }
            }
        }
        return null;
    }
}
