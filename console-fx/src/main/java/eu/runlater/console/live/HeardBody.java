package eu.runlater.console.live;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/// A response body that reports every byte it gets. The SSE library keeps comment lines to itself, and the engine's
/// heartbeats are comments.
final class HeardBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    HeardBody(ResponseBody body, Runnable heard) {
        this.body = body;
        this.source = Okio.buffer(new ForwardingSource(body.source()) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                if (read > 0) {
                    heard.run();
                }
                return read;
            }
        });
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }
}
