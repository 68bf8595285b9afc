package eu.runlater.engine.delivery;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/// Reads how long a server keeps an idle connection (`Keep-Alive: timeout=5`). A request sent at about that
/// moment meets a closing connection, and nobody can tell whether it was read. Pure.
final class KeepAlive {
    private static final String TIMEOUT = "timeout=";
    private static final long MARGIN_SECONDS = 1;

    private KeepAlive() {}

    /// How long the connection may be idle and still be used: a second less than the server says.
    static long idleLimitNanos(@Nullable Headers headers) {
        String value = headers == null ? null : headers.get("Keep-Alive");
        int at = value == null ? -1 : value.toLowerCase(Locale.ROOT).indexOf(TIMEOUT);
        if (value == null || at < 0) {
            return Long.MAX_VALUE;
        }
        int end = at + TIMEOUT.length();
        int start = end;
        while (end < value.length() && end - start < 9 && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        if (start == end) {
            return Long.MAX_VALUE;
        }
        long seconds = Long.parseLong(value, start, end, 10) - MARGIN_SECONDS;
        return TimeUnit.SECONDS.toNanos(Math.max(0, seconds));
    }
}
