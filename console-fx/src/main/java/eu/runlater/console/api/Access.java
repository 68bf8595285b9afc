package eu.runlater.console.api;

import java.util.Objects;
import okhttp3.HttpUrl;

/// Where an engine is and what it knows us by: an API key, or the token of somebody's session. A session that ended is
/// renewed here, so that everything that holds this goes on with the new token. Its text form shows no key. Any thread.
public final class Access {
    private static final String SESSION = "rls_";

    private final HttpUrl base;
    private volatile String key;
    private volatile Runnable onRefused = () -> {};

    public Access(HttpUrl base, String key) {
        this.base = Objects.requireNonNull(base, "base");
        this.key = Objects.requireNonNull(key, "key");
    }

    public HttpUrl base() {
        return base;
    }

    /// The key or token; empty = none.
    public String key() {
        return key;
    }

    /// Whether a person is signed in, as opposed to an API key.
    public boolean isSession() {
        return isSession(key);
    }

    public static boolean isSession(String key) {
        return key.startsWith(SESSION);
    }

    /// From now on the engine knows us by this one.
    public void renew(String newKey) {
        key = Objects.requireNonNull(newKey, "key");
    }

    /// Told, on the thread of the call, whenever the engine does not accept the key any more.
    public void whenRefused(Runnable action) {
        onRefused = action;
    }

    void refused() {
        onRefused.run();
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
