package eu.runlater.engine.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a [TestTarget] answers to one call.
///
/// @param hangs read the request and never answer
public record Answer(int status, Map<String, String> headers, byte[] body, Duration delay, boolean hangs) {
    public static Answer status(int status) {
        return new Answer(status, Map.of(), new byte[0], Duration.ZERO, false);
    }

    /// Never answers; the connection is closed when the target closes.
    public static Answer hang() {
        return new Answer(200, Map.of(), new byte[0], Duration.ZERO, true);
    }

    public Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delay, hangs);
    }

    public Answer withBody(String text) {
        return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8), delay, hangs);
    }

    public Answer after(Duration wait) {
        return new Answer(status, headers, body, wait, hangs);
    }
}
