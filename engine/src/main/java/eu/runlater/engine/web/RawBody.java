package eu.runlater.engine.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/// Reads a request's body, once, as the bytes that were sent: they are what an idempotency key's fingerprint covers.
/// Whatever the content type says, it is read as it is; curl sends JSON as a form unless told otherwise.
public final class RawBody {
    /// Limit of an ordinary request (decision 38).
    public static final int REQUEST_LIMIT = 1 << 20;
    /// Limit of a batch (decision 38).
    public static final int BATCH_LIMIT = 8 << 20;

    // Memory follows what has arrived, not what was announced: a thousand slow senders must not reserve gigabytes.
    private static final int FIRST_BUFFER = 16 * 1024;
    private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos(); // G-INP-3

    private RawBody() {}

    public static byte[] read(HttpServletRequest request, int limit) {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge(limit);
        }
        try {
            return read(request.getInputStream(), announced, limit);
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw tooSlow();
            }
            throw ApiProblem.badRequest("The request's body ended early or is not framed as HTTP asks.");
        }
    }

    private static byte[] read(ServletInputStream in, long announced, int limit) throws IOException {
        long start = System.nanoTime();
        byte[] bytes = new byte[announced >= 0 && announced < FIRST_BUFFER ? (int) announced : FIRST_BUFFER];
        int length = 0;
        while (true) {
            if (length == announced) {
                return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, nextSize(length, announced, limit));
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            }
            length += count;
            if (length > limit) {
                throw tooLarge(limit);
            }
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw tooSlow();
            }
        }
    }

    private static int nextSize(int length, long announced, int limit) {
        int doubled = Math.min(length * 2, limit + 1); // one more than allowed, so that "too long" is noticed
        return announced > length ? (int) Math.min(doubled, announced) : doubled;
    }

    private static ApiProblem tooLarge(int limit) {
        return ApiProblem.of(
                413,
                "too_large",
                "The request is larger than " + limit + " bytes. Send less, or split it; a batch may have "
                        + BATCH_LIMIT + " bytes.");
    }

    static ApiProblem tooSlow() {
        return ApiProblem.of(
                408, "request_timeout", "The request's body stopped arriving, or took longer than 30 seconds.");
    }
}
