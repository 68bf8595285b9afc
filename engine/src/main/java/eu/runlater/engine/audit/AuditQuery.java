package eu.runlater.engine.audit;

import eu.runlater.engine.web.ApiProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Which entries are asked for, newest first. Everything given has to hold.
///
/// @param before only entries with a lower number; the cursor
/// @param action a whole action (`queue.paused`) or its first part (`queue`)
record AuditQuery(
        long before,
        int limit,
        @Nullable String action,
        @Nullable UUID actorId,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_TEXT = 255;
    private static final List<String> KNOWN =
            List.of("limit", "cursor", "action", "actor_id", "resource_type", "resource_id", "from", "to");

    static AuditQuery of(MultiValueMap<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
                throw ApiProblem.of(
                        422,
                        "unknown_parameter",
                        "There is no parameter \"" + shown + "\" here. Known: " + String.join(", ", KNOWN) + ".");
            }
        }
        return new AuditQuery(
                cursor(text(parameters, "cursor")),
                limit(text(parameters, "limit")),
                text(parameters, "action"),
                id(text(parameters, "actor_id")),
                text(parameters, "resource_type"),
                text(parameters, "resource_id"),
                moment("from", text(parameters, "from")),
                moment("to", text(parameters, "to")));
    }

    private static @Nullable String text(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ApiProblem.invalid(name, "may be given once");
        }
        String value = values.isEmpty() ? null : values.getFirst().strip();
        if (value != null && (value.length() > MAX_TEXT || value.indexOf('\0') >= 0)) {
            throw ApiProblem.invalid(name, "must have at most " + MAX_TEXT + " characters, none of them NUL");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    private static long cursor(@Nullable String text) {
        try {
            long before = text == null ? Long.MAX_VALUE : Long.parseLong(text);
            if (before > 0) {
                return before;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw ApiProblem.invalid("cursor", "is not a cursor of this list; pass next_cursor as it came");
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
            return limit <= 0 ? DEFAULT_LIMIT : Math.min(limit, MAX_LIMIT);
        } catch (NumberFormatException _) {
            return DEFAULT_LIMIT; // api.md §4
        }
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw ApiProblem.invalid("actor_id", "must be the id of a user or an API key, 36 characters");
        }
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
        try {
            // A plus sign that was not percent-encoded arrives as a space.
            return text == null
                    ? null
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException _) {
            throw ApiProblem.invalid(name, "must be a moment with its offset, such as 2026-05-04T09:30:00Z");
        }
    }
}
