package eu.runlater.engine.inbound;

import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which events are asked for. The order is that of their ids, which is that of their arrival.
///
/// @param from inclusive · @param before exclusive
record EventPage(@Nullable String status, UUID from, UUID before, int limit) {
    static final Set<String> STATUSES = Set.of("pending", "success", "failed", "filtered", "rejected");
    static final UUID FIRST = new UUID(0, 0);
    static final UUID LAST = new UUID(-1L, -1L);
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int CURSOR_BYTES = 16;

    /// @throws ApiProblem 422 for what cannot be read
    static EventPage of(
            @Nullable String status,
            @Nullable String from,
            @Nullable String to,
            @Nullable String limit,
            @Nullable String cursor) {
        if (status != null && !STATUSES.contains(status)) {
            throw ApiProblem.invalid(
                    "status",
                    "must be one of failed, filtered, pending, rejected, success, not \"" + shown(status) + "\"");
        }
        UUID before = to == null ? LAST : Ids.floor(moment("to", to));
        if (cursor != null) {
            UUID place = place(cursor);
            before = place.toString().compareTo(before.toString()) < 0 ? place : before;
        }
        return new EventPage(status, from == null ? FIRST : Ids.floor(moment("from", from)), before, limit(limit));
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

    static Instant moment(String field, String text) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (at.getEpochSecond() >= 0 && at.getEpochSecond() < 1L << 37) {
                return at;
            }
        } catch (DateTimeParseException _) {
            // told below
        }
        throw ApiProblem.invalid(
                field, "must be a time with Z or an offset, such as 2026-05-04T09:30:00Z, not \"" + shown(text) + "\"");
    }

    /// 1 to 100; anything else means 50 (api.md §4).
    private static int limit(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,3}")) {
            return DEFAULT_LIMIT;
        }
        int limit = Integer.parseInt(text);
        return limit < 1 || limit > MAX_LIMIT ? DEFAULT_LIMIT : limit;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
