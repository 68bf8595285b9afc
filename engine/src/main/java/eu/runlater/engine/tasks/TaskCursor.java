package eu.runlater.engine.tasks;

import eu.runlater.engine.web.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;

/// A place in the list of tasks: first come those that have run, by their newest execution, then those that have not.
sealed interface TaskCursor {
    UUID HIGHEST = new UUID(-1, -1);
    /// Before everything. The driver writes this moment as `infinity`.
    TaskCursor START = new Run(OffsetDateTime.MAX, HIGHEST);

    record Run(OffsetDateTime finishedAt, UUID executionId) implements TaskCursor {}

    record Waiting(UUID taskId) implements TaskCursor {
        static final Waiting START = new Waiting(HIGHEST);
    }

    /// The text that [#parse] reads back; clients pass it on without looking inside.
    default String text() {
        String plain = switch (this) {
            case Run(OffsetDateTime at, UUID id) -> "r " + at.toEpochSecond() + " " + at.getNano() + " " + id;
            case Waiting(UUID id) -> "w " + id;
        };
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /// @throws ApiProblem 400 for a text that no list has given out
    static TaskCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ");
            if (parts[0].equals("w") && parts.length == 2) {
                return new Waiting(UUID.fromString(parts[1]));
            }
            if (parts[0].equals("r") && parts.length == 4) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
                if (Math.abs(at.getEpochSecond()) < 100_000_000_000L) { // what the database can hold
                    return new Run(at.atOffset(ZoneOffset.UTC), UUID.fromString(parts[3]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException _) {
            // falls through to the refusal
        }
        throw ApiProblem.badRequest("\"cursor\" must be a next_cursor of an earlier page, unchanged.");
    }
}
