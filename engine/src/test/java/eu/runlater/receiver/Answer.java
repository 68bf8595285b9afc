package eu.runlater.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What a path says to a call, ready to be written.
sealed interface Answer {
    int status();

    record Now(int status, byte[] bytes) implements Answer {}

    record Later(Duration delay, int status, byte[] bytes) implements Answer {}

    /// Keeps the connection and says nothing until the caller gives up.
    record Never() implements Answer {
        @Override
        public int status() {
            return 0;
        }
    }

    static Now text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", "", body.getBytes(StandardCharsets.UTF_8));
    }

    static Now text(int status, String extraHeaders, String body) {
        return of(status, "text/plain; charset=utf-8", extraHeaders, body.getBytes(StandardCharsets.UTF_8));
    }

    static Now json(String body) {
        return of(200, "application/json", "", body.getBytes(StandardCharsets.UTF_8));
    }

    /// @param extraHeaders whole lines, each with its line end
    private static Now of(int status, String type, String extraHeaders, byte[] body) {
        boolean bodyless = status == 204 || status == 304;
        String head = "HTTP/1.1 " + status + " " + reason(status) + "\r\n"
                + (bodyless ? "" : "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n")
                + extraHeaders + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        if (bodyless) {
            return new Now(status, start);
        }
        byte[] bytes = new byte[start.length + body.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(body, 0, bytes, start.length, body.length);
        return new Now(status, bytes);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 404 -> "Not Found";
            case 410 -> "Gone";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
