package eu.runlater.engine.delivery;

import java.io.IOException;
import java.util.Locale;
import java.util.zip.Inflater;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.InflaterSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/// What is kept of an answer's body: at most 256 KiB, decoded (G-OUT-3). However the body misbehaves, what was read
/// before stays.
///
/// @param fault what ended the reading early; its cause is for the reader of this record to find (a time limit, an
///     interruption, the peer)
record Body(
        byte[] bytes,
        boolean truncated,
        boolean cutShort,
        boolean undecodable,
        @Nullable Throwable fault) {
    static final int LIMIT = 256 * 1024;
    static final Body NONE = new Body(new byte[0], false, false, false, null);

    private static final long STEP = 8 * 1024;

    /// Reads until the body's end or the limit, whichever comes first. Beyond the limit the connection is closed: it
    /// would cost more to read the rest than to connect again.
    static Body read(ResponseBody body, Headers headers, Call call) {
        if (body.contentLength() == 0) {
            return NONE;
        }
        Watched raw = new Watched(body.source());
        String encoding = encoding(headers);
        Buffer kept = new Buffer();
        boolean truncated = false;
        Throwable fault = null;
        // Nothing here must escape: a decoder fed with hostile bytes may throw more than it declares.
        try (Inflater inflater = new Inflater(encoding.equals("deflate") && rawDeflate(raw.source))) {
            Source decoded = decoded(raw, encoding, inflater);
            while (kept.size() <= LIMIT && decoded.read(kept, Math.min(STEP, LIMIT + 1 - kept.size())) >= 0) {}
            truncated = kept.size() > LIMIT;
        } catch (Exception e) {
            fault = e;
        }
        if (truncated || fault != null) {
            call.cancel();
        }
        boolean cutShort = raw.failed;
        boolean undecodable = (fault != null && !raw.failed) || !known(encoding);
        byte[] bytes = bytes(kept);
        return new Body(bytes, truncated, cutShort, undecodable, fault);
    }

    private static byte[] bytes(Buffer kept) {
        try {
            return kept.readByteArray(Math.min(kept.size(), LIMIT));
        } catch (IOException e) {
            throw new IllegalStateException("a buffer has the bytes it says it has", e);
        } finally {
            kept.clear();
        }
    }

    private static String encoding(Headers headers) {
        String value = headers.get("Content-Encoding");
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean known(String encoding) {
        return switch (encoding) {
            case "", "identity", "gzip", "x-gzip", "deflate" -> true;
            default -> false;
        };
    }

    private static Source decoded(Source raw, String encoding, Inflater inflater) {
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GzipSource(raw);
            case "deflate" -> new InflaterSource(raw, inflater);
            default -> raw;
        };
    }

    /// `deflate` means zlib, but some send it without zlib's two bytes of header.
    private static boolean rawDeflate(BufferedSource source) throws IOException {
        if (!source.request(2)) {
            return false;
        }
        int first = source.getBuffer().getByte(0) & 0xff;
        int second = source.getBuffer().getByte(1) & 0xff;
        return (first & 0x0f) != 8 || ((first << 8) | second) % 31 != 0;
    }

    /// Knows whether the transport failed, which a decoder on top would hide.
    private static final class Watched extends ForwardingSource {
        private final BufferedSource source;
        private boolean failed;

        Watched(BufferedSource source) {
            super(source);
            this.source = source;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            boolean done = false;
            try {
                long count = super.read(sink, byteCount);
                done = true;
                return count;
            } finally {
                failed |= !done;
            }
        }
    }
}
