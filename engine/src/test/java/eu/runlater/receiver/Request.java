package eu.runlater.receiver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One request as it stands in its connection's buffer. A view: valid only until the call it was handed to returns,
/// because the buffer is used again for the next request. Texts are decoded when asked for, so that a benchmark that
/// only counts pays for nothing else.
public final class Request {
    private final byte[] buffer;
    private final int methodStart;
    private final int methodEnd;
    private final int targetEnd;
    private final int headersStart;
    private final int headersEnd;
    private final int bodyStart;
    private final int bodyLength;
    private final boolean keepAlive;

    Request(
            byte[] buffer,
            int methodStart,
            int methodEnd,
            int targetEnd,
            int headersStart,
            int headersEnd,
            int bodyStart,
            int bodyLength,
            boolean keepAlive) {
        this.buffer = buffer;
        this.methodStart = methodStart;
        this.methodEnd = methodEnd;
        this.targetEnd = targetEnd;
        this.headersStart = headersStart;
        this.headersEnd = headersEnd;
        this.bodyStart = bodyStart;
        this.bodyLength = bodyLength;
        this.keepAlive = keepAlive;
    }

    public record Header(String name, String value) {}

    public String method() {
        return text(methodStart, methodEnd);
    }

    /// Path and query as sent.
    public String target() {
        return text(methodEnd + 1, targetEnd);
    }

    /// Whether the target is exactly `path`; decodes nothing.
    public boolean targets(byte[] path) {
        return Arrays.equals(buffer, methodEnd + 1, targetEnd, path, 0, path.length);
    }

    public List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        int line = headersStart;
        while (line < headersEnd) {
            int end = endOfLine(line);
            int colon = indexOf((byte) ':', line, end);
            headers.add(new Header(text(line, colon), text(colon + 1, end).strip()));
            line = end + 2;
        }
        return List.copyOf(headers);
    }

    /// The first value of a header, by its name in any case.
    public @Nullable String header(String name) {
        byte[] wanted = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
        int line = headersStart;
        while (line < headersEnd) {
            int end = endOfLine(line);
            int colon = indexOf((byte) ':', line, end);
            if (colon - line == wanted.length && RequestParser.equalsIgnoringCase(buffer, line, wanted)) {
                return text(colon + 1, end).strip();
            }
            line = end + 2;
        }
        return null;
    }

    public int bodyLength() {
        return bodyLength;
    }

    /// A copy of the body's bytes.
    public byte[] body() {
        return Arrays.copyOfRange(buffer, bodyStart, bodyStart + bodyLength);
    }

    /// Reads the decimal number that follows the first occurrence of `marker` in the body, without decoding the body;
    /// -1 when there is none. Lets a load generator number its tasks.
    public long numberInBody(byte[] marker) {
        int last = bodyStart + bodyLength - marker.length;
        for (int at = bodyStart; at <= last; at++) {
            if (buffer[at] == marker[0] && Arrays.equals(buffer, at, at + marker.length, marker, 0, marker.length)) {
                return number(at + marker.length, bodyStart + bodyLength);
            }
        }
        return -1;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean isHead() {
        return methodEnd - methodStart == 4 && buffer[methodStart] == 'H';
    }

    private long number(int from, int to) {
        long number = 0;
        int at = from;
        while (at < to && buffer[at] >= '0' && buffer[at] <= '9') {
            number = number * 10 + (buffer[at] - '0');
            at++;
        }
        return at == from ? -1 : number;
    }

    private int endOfLine(int from) {
        return indexOf((byte) '\r', from, headersEnd);
    }

    private int indexOf(byte wanted, int from, int to) {
        int at = from;
        while (at < to && buffer[at] != wanted) {
            at++;
        }
        return at;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
