package eu.runlater.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A whole HTTP request with room for a number of fixed width, so that sending the next one means overwriting digits
/// instead of building texts: on a machine shared with the engine, what the load generator burns the engine lacks.
final class RequestTemplate {
    /// Stands in the body where the number goes.
    static final String NUMBER = "0000000000";

    private final byte[] bytes;
    private final int numberAt;

    private RequestTemplate(byte[] bytes, int numberAt) {
        this.bytes = bytes;
        this.numberAt = numberAt;
    }

    /// @param body JSON with [#NUMBER] in it once
    static RequestTemplate post(String path, String host, String key, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, bytes, start.length, content.length);
        int at = body.indexOf(NUMBER);
        if (at < 0 || body.indexOf(NUMBER, at + 1) >= 0) {
            throw new IllegalArgumentException("the number must stand in the body once");
        }
        return new RequestTemplate(bytes, start.length + body.substring(0, at).getBytes(StandardCharsets.UTF_8).length);
    }

    byte[] copy() {
        return bytes.clone();
    }

    /// Writes `number` into a copy of this template.
    void number(byte[] copy, long number) {
        long rest = number;
        for (int i = NUMBER.length() - 1; i >= 0; i--) {
            copy[numberAt + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
