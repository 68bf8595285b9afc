package eu.runlater.engine.stream;

import eu.runlater.engine.runtime.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One message as it goes over the wire, made once for all who get it. Nobody writes to the bytes.
///
/// @param type absent for what every stream gets
record Frame(@Nullable String type, byte[] bytes) {

    /// A client that reads an id has seen everything up to it, and resumes after it; without one, its id stays as it
    /// was.
    static Frame event(String type, @Nullable Long id, Object data) {
        String head = "event: " + type + "\n" + (id == null ? "" : "id: " + id + "\n") + "data: ";
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] json = Json.WIRE.writeValueAsBytes(data);
        byte[] bytes = new byte[start.length + json.length + 2];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(json, 0, bytes, start.length, json.length);
        bytes[bytes.length - 2] = '\n';
        bytes[bytes.length - 1] = '\n';
        return new Frame(type, bytes);
    }

    /// A sign of life that clients do not hear as an event; carries the id on for those who had nothing to read.
    static Frame heartbeat(long id) {
        return new Frame(null, (": alive\nid: " + id + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Says how long to wait before the next connection.
    static Frame retry(String comment, long millis) {
        return new Frame(null, (": " + comment + "\nretry: " + millis + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
