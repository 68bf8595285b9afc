package eu.runlater.console.api;

import java.util.Objects;
import okhttp3.HttpUrl;

/// Where an engine is and the key it knows us by. Its text form shows no key.
public record Access(HttpUrl base, String key) {
    public Access {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(key, "key");
    }

    /// Reads what people type: spaces and trailing slashes do not matter, a missing scheme is `http` on loopback and
    /// `https` elsewhere.
    ///
    /// @throws IllegalArgumentException when it is no http(s) address
    public static HttpUrl address(String typed) {
        String text = typed.strip();
        if (!text.contains("://")) {
            text = (isLoopback(text) ? "http://" : "https://") + text;
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("not an http(s) address: " + typed);
        }
        return url.newBuilder().query(null).fragment(null).build();
    }

    private static boolean isLoopback(String text) {
        return text.startsWith("localhost") || text.startsWith("127.") || text.startsWith("[::1]");
    }

    @Override
    public String toString() {
        return "Access[" + base + "]";
    }
}
