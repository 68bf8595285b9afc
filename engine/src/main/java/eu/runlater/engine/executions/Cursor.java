package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionSummary;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Where a page ended: the order's key of its last row, opaque to clients.
record Cursor(Instant scheduledFor, UUID id) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 8 + 16;
    // PostgreSQL's timestamps end in the year 294276; a forged cursor must not reach it.
    private static final long FARTHEST_MICROS = 250_000_000_000_000_000L;

    static Cursor after(ExecutionSummary row) {
        return new Cursor(row.scheduledFor(), row.id());
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, scheduledFor))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Empty when the text is no cursor of this list.
    static Optional<Cursor> read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
                return Optional.empty();
            }
            long micros = bytes.getLong();
            return Math.abs(micros) > FARTHEST_MICROS || micros < -62_000_000_000_000_000L
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
