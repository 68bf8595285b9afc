package eu.runlater.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One client: its buffer, the answer being written. Used by the receiver's one thread only.
final class Connection {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Receiver receiver;
    private byte[] buffer = new byte[4096];
    private int start;
    private int end;
    private @Nullable ByteBuffer unwritten;
    private boolean waiting;
    private boolean closing;
    private boolean continued;

    Connection(SocketChannel channel, SelectionKey key, Receiver receiver) {
        this.channel = channel;
        this.key = key;
        this.receiver = receiver;
    }

    /// The channel is ready for what was asked of it.
    void ready() {
        try {
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException _) {
            close(); // the peer is gone: nothing to tell it
        }
    }

    /// Writes the answer to the request that was waiting for it.
    void answerNow(byte[] bytes) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            waiting = false;
            write(bytes);
            serve();
        } catch (IOException _) {
            close();
        }
    }

    private void read() throws IOException {
        if (end == buffer.length) {
            makeRoom();
        }
        int count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
        if (count < 0) {
            close();
            return;
        }
        end += count;
        serve();
    }

    private void serve() throws IOException {
        while (!waiting && unwritten == null && start < end && channel.isOpen()) {
            switch (RequestParser.parse(buffer, start, end)) {
                case RequestParser.Parsed.Incomplete more -> {
                    if (more.expectsContinue() && !continued) {
                        continued = true;
                        write(CONTINUE);
                    }
                    return;
                }
                case RequestParser.Parsed.Malformed malformed -> {
                    closing = true;
                    start = end;
                    receiver.malformed(malformed.status(), malformed.reason());
                    write(Answer.text(malformed.status(), "Connection: close\r\n", malformed.reason() + "\n")
                            .bytes());
                    return;
                }
                case RequestParser.Parsed.Complete complete -> {
                    continued = false;
                    closing |= !complete.request().keepAlive();
                    Answer answer = receiver.answer(complete.request());
                    start = complete.end();
                    if (start == end) {
                        start = 0;
                        end = 0;
                    }
                    send(answer, complete.request().isHead());
                }
            }
        }
    }

    private void send(Answer answer, boolean head) throws IOException {
        switch (answer) {
            case Answer.Now now -> write(head ? withoutBody(now.bytes()) : now.bytes());
            case Answer.Later later -> {
                waiting = true;
                receiver.later(later.delay(), this, head ? withoutBody(later.bytes()) : later.bytes());
            }
            case Answer.Never _ -> waiting = true;
        }
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer output = ByteBuffer.wrap(bytes);
        channel.write(output);
        if (output.hasRemaining()) {
            unwritten = output;
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (closing) {
            close();
        }
    }

    private void flush() throws IOException {
        ByteBuffer output = unwritten;
        if (output == null) {
            return;
        }
        channel.write(output);
        if (!output.hasRemaining()) {
            unwritten = null;
            key.interestOps(SelectionKey.OP_READ);
            if (closing) {
                close();
            } else {
                serve();
            }
        }
    }

    private void makeRoom() throws IOException {
        int length = end - start;
        if (length > RequestParser.MAX_HEAD + 2 * RequestParser.MAX_BODY) {
            throw new IOException("more than a request was sent ahead");
        }
        byte[] target = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, start, target, 0, length);
        buffer = target;
        start = 0;
        end = length;
    }

    void close() {
        receiver.closed(this);
        key.cancel();
        try {
            channel.close();
        } catch (IOException _) {
            // closing was all that was left to do
        }
    }

    private static byte[] withoutBody(byte[] answer) {
        for (int i = 3; i < answer.length; i++) {
            if (answer[i] == '\n' && answer[i - 2] == '\n') {
                return Arrays.copyOf(answer, i + 1);
            }
        }
        return answer;
    }
}
