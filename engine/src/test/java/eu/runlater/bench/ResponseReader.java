package eu.runlater.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds the end of one response in the bytes of a connection that has one request outstanding at a time.
final class ResponseReader {
    private byte[] buffer = new byte[4096];
    private int end;
    private int status;

    /// Where the next bytes of the response go; tell [#took] how many came.
    ByteBuffer room() {
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return ByteBuffer.wrap(buffer, end, buffer.length - end);
    }

    /// Takes `count` bytes that were put into [#room()] and says whether the response is complete now.
    boolean took(int count) throws IOException {
        end += count;
        int head = endOfHead();
        if (head < 0) {
            return false;
        }
        status = (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
        int length = contentLength(head);
        if (length >= 0) {
            return end - head >= length;
        }
        return end >= 5
                && buffer[end - 5] == '0'
                && buffer[end - 4] == '\r'
                && buffer[end - 3] == '\n'
                && buffer[end - 2] == '\r'
                && buffer[end - 1] == '\n';
    }

    int status() {
        return status;
    }

    String text() {
        return new String(buffer, 0, end, StandardCharsets.UTF_8);
    }

    void clear() {
        end = 0;
    }

    private int endOfHead() {
        for (int i = 3; i < end; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /// -1 = chunked.
    private int contentLength(int head) throws IOException {
        for (int i = 0; i + 16 < head; i++) {
            if (buffer[i] == '\n' && (buffer[i + 1] | 32) == 'c' && named(i + 1, "content-length:")) {
                int at = i + 1 + "content-length:".length();
                while (buffer[at] == ' ') {
                    at++;
                }
                int length = 0;
                while (buffer[at] >= '0' && buffer[at] <= '9') {
                    length = length * 10 + buffer[at++] - '0';
                }
                return length;
            }
            if (buffer[i] == '\n' && (buffer[i + 1] | 32) == 't' && named(i + 1, "transfer-encoding:")) {
                return -1;
            }
        }
        throw new IOException("a response without a length: " + text());
    }

    private boolean named(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if ((buffer[at + i] | 32) != (name.charAt(i) | 32)) {
                return false;
            }
        }
        return true;
    }
}
