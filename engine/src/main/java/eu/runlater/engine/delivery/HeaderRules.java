package eu.runlater.engine.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which request headers a task may set (G-OUT-5). Pure; the API asks when it accepts a task, so that nothing stored
/// can break or forge a request later (G-ACC-5).
public final class HeaderRules {
    public static final int MAX_HEADERS = 50;
    public static final int MAX_BYTES = 16 * 1024;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~"; // RFC 9110 §5.6.2, beside letters and digits
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect");
    private static final List<String> RESERVED_STARTS = List.of("proxy-", "webhook-", "x-runlater-");

    private HeaderRules() {}

    /// What is wrong with one header line; empty when nothing is.
    public static Optional<String> check(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(HeaderRules::tokenCharacter)) {
            return Optional.of("header name may have letters, digits and " + TOKEN_MARKS + " only");
        }
        if (reserved(name)) {
            return Optional.of("header " + name + " is set by Runlater or by the connection and cannot be chosen");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
            return Optional.of("value of header " + name + " may have visible ASCII, space and tab only");
        }
        return Optional.empty();
    }

    /// What is wrong with a task's headers as a whole; empty when nothing is.
    public static Optional<String> checkAll(List<Header> headers) {
        if (headers.size() > MAX_HEADERS) {
            return Optional.of("at most " + MAX_HEADERS + " headers, got " + headers.size());
        }
        int bytes = 0;
        for (Header header : headers) {
            bytes += header.name().length() + header.value().length() + 4; // as sent: ": " and the line's end
        }
        if (bytes > MAX_BYTES) {
            return Optional.of("headers may have " + MAX_BYTES + " bytes in all, got " + bytes);
        }
        return headers.stream()
                .flatMap(header -> check(header.name(), header.value()).stream())
                .findFirst();
    }

    /// Whether a received header line can be sent on as it is.
    public static boolean carries(String name, String value) {
        return !name.isEmpty()
                && name.chars().allMatch(HeaderRules::tokenCharacter)
                && value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
    }

    private static boolean reserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || RESERVED_STARTS.stream().anyMatch(lower::startsWith);
    }

    private static boolean tokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 128 && TOKEN_MARKS.indexOf(c) >= 0);
    }
}
