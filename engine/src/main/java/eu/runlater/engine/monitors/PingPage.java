package eu.runlater.engine.monitors;

import eu.runlater.engine.web.ApiProblem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which pings are asked for. The order is that of their ids, which is that of their arrival.
///
/// @param before exclusive
record PingPage(UUID before, int limit) {
    private static final UUID LAST = new UUID(-1L, -1L);
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int CURSOR_BYTES = 16;

    /// @throws ApiProblem 422 for a cursor that cannot be read
    static PingPage of(@Nullable String limit, @Nullable String cursor) {
        return new PingPage(cursor == null ? LAST : place(cursor), limit(limit));
    }

    static String cursor(UUID last) {
        byte[] bytes = ByteBuffer.allocate(CURSOR_BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static UUID place(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == CURSOR_BYTES) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException _) {
            // told below, like any other text that this list did not give
        }
        throw ApiProblem.invalid("cursor", "is not one that this list gave");
    }

    /// 1 to 100; anything else means 50 (api.md §4).
    private static int limit(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,3}")) {
            return DEFAULT_LIMIT;
        }
        int limit = Integer.parseInt(text);
        return limit < 1 || limit > MAX_LIMIT ? DEFAULT_LIMIT : limit;
    }
}
