package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A finished JSON answer. A controller that returns one has it written as it stands, past Spring's converters: the
/// bytes may be those stored with an idempotency key, and the hot path is spared a second look at the `Accept` header.
///
/// @param location where the made thing can be read; absent = no such header
/// @param replayed whether the answer was stored by an earlier request with the same idempotency key
public record Answer(int status, byte[] body, @Nullable String location, boolean replayed) {
    private static final byte[] NOTHING = {};

    /// The envelope of api.md: the data, and a sentence for people where one is useful.
    private record Envelope(Object data, String message) {}

    private record Data(Object data) {}

    public static Answer of(int status, Object json) {
        return new Answer(status, Json.WIRE.writeValueAsBytes(json), null, false);
    }

    /// `{"data": …}`
    public static Answer data(int status, Object data) {
        return of(status, new Data(data));
    }

    /// `{"data": …, "message": …}`
    public static Answer data(int status, Object data, String message) {
        return of(status, new Envelope(data, message));
    }

    public static Answer noContent() {
        return new Answer(204, NOTHING, null, false);
    }

    public static Answer replay(int status, byte[] body) {
        return new Answer(status, body, null, true);
    }

    public Answer at(String path) {
        return new Answer(status, body, path, replayed);
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (location != null) {
            response.setHeader("Location", location);
        }
        if (replayed) {
            response.setHeader("Idempotent-Replayed", "true");
        }
        if (status == 204) {
            return;
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
