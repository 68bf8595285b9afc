package eu.runlater.engine.runtime;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// How a moment is written on the wire: UTC, always three digits of milliseconds (decision 5), finer digits cut off.
public final class WireInstant extends StdSerializer<Instant> {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    WireInstant() {
        super(Instant.class);
    }

    /// For example `2026-05-04T09:30:00.123Z`.
    public static String text(Instant at) {
        return MILLISECONDS.format(at);
    }

    @Override
    public void serialize(Instant at, JsonGenerator to, SerializationContext context) {
        to.writeString(text(at));
    }
}
