package eu.runlater.receiver;

import java.nio.charset.StandardCharsets;

/// Finds one request in a connection's buffer. Strict about framing, because a receiver that forgives would hide an
/// engine that frames wrongly: one `Host`, a plain decimal `Content-Length` or `Transfer-Encoding: chunked` but never
/// both, no white space before a colon, no folded lines, no bare line ends.
final class RequestParser {
    static final int MAX_HEAD = 64 * 1024;
    static final int MAX_BODY = 16 * 1024 * 1024;

    private static final byte[] CONTENT_LENGTH = lower("content-length");
    private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding");
    private static final byte[] CONNECTION = lower("connection");
    private static final byte[] EXPECT = lower("expect");
    private static final byte[] HOST = lower("host");
    private static final boolean[] TOKEN = tokenCharacters();

    private RequestParser() {}

    sealed interface Parsed {
        /// @param expectsContinue the head is there and its sender waits for a 100 before it sends the body
        record Incomplete(boolean expectsContinue) implements Parsed {}

        /// @param end where the next request starts
        record Complete(Request request, int end) implements Parsed {}

        record Malformed(int status, String reason) implements Parsed {}
    }

    private static final Parsed MORE = new Parsed.Incomplete(false);
    private static final Parsed CONTINUE = new Parsed.Incomplete(true);

    static Parsed parse(byte[] buffer, int start, int end) {
        int at = start;
        while (at < end && TOKEN[buffer[at] & 0xff]) {
            at++;
        }
        int methodEnd = at;
        if (at == end) {
            return at - start > 32 ? bad("no method") : MORE;
        }
        if (methodEnd == start || buffer[at] != ' ') {
            return bad("no method");
        }
        at++;
        int target = at;
        while (at < end && buffer[at] > ' ' && buffer[at] != 0x7f) {
            at++;
        }
        int targetEnd = at;
        if (end - at < 11) {
            return at - start > MAX_HEAD ? new Parsed.Malformed(414, "target too long") : MORE;
        }
        if (targetEnd == target || buffer[target] != '/') {
            return bad("target must be a path");
        }
        if (!startsWith(buffer, at, " HTTP/1.") || buffer[at + 9] != '\r' || buffer[at + 10] != '\n') {
            return bad("no HTTP/1.x request line");
        }
        boolean oneOne = buffer[at + 8] == '1';
        if (!oneOne && buffer[at + 8] != '0') {
            return new Parsed.Malformed(505, "HTTP version");
        }
        return headers(buffer, start, methodEnd, targetEnd, at + 11, end, oneOne);
    }

    private static Parsed headers(
            byte[] buffer, int start, int methodEnd, int targetEnd, int headersStart, int end, boolean oneOne) {
        long length = -1;
        boolean chunked = false;
        boolean expects = false;
        boolean keepAlive = oneOne;
        int hosts = 0;
        int at = headersStart;
        while (true) {
            if (end - at < 2) {
                return tooLongOr(MORE, at - start);
            }
            if (buffer[at] == '\r') {
                if (buffer[at + 1] != '\n') {
                    return bad("bare CR");
                }
                break;
            }
            int name = at;
            while (at < end && TOKEN[buffer[at] & 0xff]) {
                at++;
            }
            int nameLength = at - name;
            if (at == end) {
                return tooLongOr(MORE, at - start);
            }
            if (nameLength == 0 || buffer[at] != ':') {
                return bad("header name");
            }
            int value = at + 1;
            at = value;
            while (at < end && (buffer[at] >= ' ' || buffer[at] < 0 || buffer[at] == '\t') && buffer[at] != 0x7f) {
                at++;
            }
            if (end - at < 2) {
                return tooLongOr(MORE, at - start);
            }
            if (buffer[at] != '\r' || buffer[at + 1] != '\n') {
                return bad("control character in a header value");
            }
            switch (nameLength) {
                case 4 -> hosts += equalsIgnoringCase(buffer, name, HOST) ? 1 : 0;
                case 6 -> expects |= equalsIgnoringCase(buffer, name, EXPECT);
                case 10 -> {
                    if (equalsIgnoringCase(buffer, name, CONNECTION)) {
                        String option = text(buffer, value, at);
                        keepAlive = oneOne ? !option.equalsIgnoreCase("close") : option.equalsIgnoreCase("keep-alive");
                    }
                }
                case 14 -> {
                    if (equalsIgnoringCase(buffer, name, CONTENT_LENGTH)) {
                        if (length >= 0) {
                            return bad("two content lengths");
                        }
                        length = decimal(buffer, value, at);
                        if (length < 0) {
                            return bad("content length");
                        }
                    }
                }
                case 17 -> {
                    if (equalsIgnoringCase(buffer, name, TRANSFER_ENCODING)) {
                        if (chunked || !oneOne || !text(buffer, value, at).equalsIgnoreCase("chunked")) {
                            return new Parsed.Malformed(501, "transfer encoding");
                        }
                        chunked = true;
                    }
                }
                default -> {}
            }
            at += 2;
        }
        if (oneOne && hosts != 1) {
            return bad("exactly one Host");
        }
        if (chunked && length >= 0) {
            return bad("both a content length and chunks");
        }
        if (length > MAX_BODY) {
            return new Parsed.Malformed(413, "body too long");
        }
        int bodyStart = at + 2;
        if (chunked) {
            return chunks(buffer, start, methodEnd, targetEnd, headersStart, at, bodyStart, end, keepAlive, expects);
        }
        int bodyLength = (int) Math.max(length, 0);
        if (end - bodyStart < bodyLength) {
            return expects && end == bodyStart ? CONTINUE : MORE;
        }
        return new Parsed.Complete(
                new Request(buffer, start, methodEnd, targetEnd, headersStart, at, bodyStart, bodyLength, keepAlive),
                bodyStart + bodyLength);
    }

    /// Checks all chunks first and only then moves their data together, so that an incomplete body stays untouched.
    private static Parsed chunks(
            byte[] buffer,
            int start,
            int methodEnd,
            int targetEnd,
            int headersStart,
            int headersEnd,
            int bodyStart,
            int end,
            boolean keepAlive,
            boolean expects) {
        long total = 0;
        for (int pass = 0; pass < 2; pass++) {
            int at = bodyStart;
            int to = bodyStart;
            while (true) {
                int line = at;
                int size = 0;
                while (at < end && Character.digit(buffer[at], 16) >= 0) {
                    size = size * 16 + Character.digit(buffer[at], 16);
                    if (at - line > 6) {
                        return bad("chunk size");
                    }
                    at++;
                }
                if (end - at < 2) {
                    return expects && end == bodyStart ? CONTINUE : MORE;
                }
                if (at == line || buffer[at] != '\r' || buffer[at + 1] != '\n') {
                    return bad("chunk size");
                }
                at += 2;
                if (end - at < size + 2) {
                    return total + size > MAX_BODY ? new Parsed.Malformed(413, "body too long") : MORE;
                }
                if (buffer[at + size] != '\r' || buffer[at + size + 1] != '\n') {
                    return bad("chunk end"); // also any trailer: nobody sends one here
                }
                if (pass == 1) {
                    System.arraycopy(buffer, at, buffer, to, size);
                    to += size;
                } else {
                    total += size;
                }
                at += size + 2;
                if (size == 0) {
                    if (pass == 0) {
                        break;
                    }
                    return new Parsed.Complete(
                            new Request(
                                    buffer,
                                    start,
                                    methodEnd,
                                    targetEnd,
                                    headersStart,
                                    headersEnd,
                                    bodyStart,
                                    to - bodyStart,
                                    keepAlive),
                            at);
                }
            }
        }
        throw new AssertionError("the second pass returns");
    }

    static boolean equalsIgnoringCase(byte[] buffer, int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            byte b = buffer[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static long decimal(byte[] buffer, int from, int to) {
        String digits = text(buffer, from, to);
        if (digits.isEmpty() || digits.length() > 12) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean startsWith(byte[] buffer, int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (buffer[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1).strip();
    }

    private static Parsed tooLongOr(Parsed otherwise, int length) {
        return length > MAX_HEAD ? new Parsed.Malformed(431, "headers too long") : otherwise;
    }

    private static Parsed bad(String reason) {
        return new Parsed.Malformed(400, reason);
    }

    private static byte[] lower(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[256];
        for (char c = '0'; c <= 'z'; c++) {
            token[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            token[c] = true;
        }
        return token;
    }
}
