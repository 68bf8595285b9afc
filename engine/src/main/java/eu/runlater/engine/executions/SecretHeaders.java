package eu.runlater.engine.executions;

import eu.runlater.engine.delivery.Header;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which headers are shown masked (G-DAT-6). By name, for requests and answers; when in doubt, masked. Pure.
public final class SecretHeaders {
    public static final String MASK = "••••";

    private static final Set<String> SECRET_WORDS = Set.of(
            "authorization",
            "auth",
            "authentication",
            "cookie",
            "cookie2",
            "key",
            "keys",
            "apikey",
            "session",
            "sessionid",
            "sid",
            "jwt",
            "bearer",
            "sig",
            "signed",
            "hmac",
            "pass",
            "pwd",
            "pin",
            "otp",
            "nonce");
    private static final List<String> SECRET_PARTS =
            List.of("token", "secret", "signature", "password", "passwd", "credential", "cookie", "apikey", "private");
    private static final Set<String> HARMLESS = Set.of(
            "idempotency-key",
            "x-idempotency-key",
            "sec-websocket-key",
            "surrogate-key",
            "x-surrogate-key",
            "cache-key",
            "x-cache-key",
            "public-key-pins",
            "www-authenticate",
            "proxy-authenticate",
            "authentication-info");

    private SecretHeaders() {}

    public static List<HeaderLine> masked(List<Header> headers) {
        return headers.stream().map(SecretHeaders::masked).toList();
    }

    private static HeaderLine masked(Header header) {
        boolean secret = isSecret(header.name());
        return new HeaderLine(header.name(), secret ? MASK : header.value(), secret);
    }

    public static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (HARMLESS.contains(lower)) {
            return false;
        }
        return SECRET_PARTS.stream().anyMatch(lower::contains)
                || Arrays.stream(lower.split("[^a-z0-9]+")).anyMatch(SECRET_WORDS::contains);
    }
}
