package eu.runlater.console.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One open event stream, in the hands of a test.
public final class RawStream {
    private final Socket socket;
    private final OutputStream out;
    private final RawEngine.Asked request;

    RawStream(Socket socket, OutputStream out, RawEngine.Asked request) {
        this.socket = socket;
        this.out = out;
        this.request = request;
    }

    /// The id the client wants to go on after; empty = from now.
    public String lastEventId() {
        return request.header("Last-Event-ID");
    }

    public void send(long id, String type, String data) {
        raw("id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n");
    }

    public void heartbeat() {
        raw(": heartbeat\n\n");
    }

    public void resync() {
        raw("event: resync\ndata: {}\n\n");
    }

    public void raw(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Breaks off.
    public void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends as a server does that stops.
    public void end() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
