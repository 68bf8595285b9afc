package eu.runlater.engine.people;

import eu.runlater.engine.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// Where a sign-in comes from, for the person's own list of sessions.
///
/// @param address the client's · @param client what the program calls itself
public record Origin(String address, @Nullable String client) {
    private static final int MOST = 200;

    public static Origin of(HttpServletRequest request, ClientAddress addresses) {
        String agent = request.getHeader("User-Agent");
        return new Origin(addresses.of(request).getHostAddress(), agent == null ? null : plain(agent));
    }

    private static @Nullable String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().filter(c -> c >= 0x20 && c < 0x7f).limit(MOST).forEach(plain::appendCodePoint);
        String stripped = plain.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
