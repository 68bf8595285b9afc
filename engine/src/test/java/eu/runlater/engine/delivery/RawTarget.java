package eu.runlater.engine.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// A target on a loopback socket that answers with the very bytes a test gives, however wrong they are, and keeps every
/// request it was sent.
final class RawTarget implements AutoCloseable {
    /// What happens on one connection.
    interface Behaviour {
        void on(Peer peer) throws Exception;
    }

    /// A request as it arrived.
    record Received(String line, TreeMap<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "(none)");
        }
    }

    /// One connection.
    final class Peer {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /// Reads one request; empty when the client closed.
        Optional<Received> read() throws IOException {
            String line = line();
            if (line == null) {
                return Optional.empty();
            }
            TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(); header != null && !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
            Received received = new Received(line, headers, body);
            requests.add(received);
            return Optional.of(received);
        }

        private @Nullable String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                line.write(c);
            }
            return null;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /// Becomes a tunnel to another port.
        void tunnel(int port) throws IOException {
            try (Socket other = new Socket("127.0.0.1", port)) {
                open.add(other);
                InputStream back = other.getInputStream();
                Thread.ofVirtual().start(() -> pump(back, out));
                pump(in, other.getOutputStream());
            }
        }

        private static void pump(InputStream from, OutputStream to) {
            try {
                byte[] bytes = new byte[8_192];
                for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                    to.write(bytes, 0, count);
                }
            } catch (IOException e) {
                // one end left
            }
        }

        /// Ends the connection with RST instead of FIN.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() throws IOException {
            socket.close();
        }

        /// Until the client closes.
        void hold() throws IOException {
            while (in.read() >= 0) {}
        }
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawTarget(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        this.server = sockets.createServerSocket(0, 512, InetAddress.ofLiteral("127.0.0.1"));
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static RawTarget of(Behaviour behaviour) throws IOException {
        return new RawTarget(ServerSocketFactory.getDefault(), behaviour);
    }

    static RawTarget of(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        return new RawTarget(sockets, behaviour);
    }

    /// Answers every request on every connection with the same bytes.
    static RawTarget answering(String answer) throws IOException {
        return of(peer -> {
            while (peer.read().isPresent()) {
                peer.write(answer);
            }
        });
    }

    /// Answers each connection's only request, then closes.
    static RawTarget answeringOnce(String answer) throws IOException {
        return of(peer -> {
            peer.read();
            peer.write(answer);
            peer.close();
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.on(new Peer(socket));
        } catch (Exception e) {
            // The client left, as several of the tests want.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    List<Received> requests() {
        return requests;
    }

    Received request() {
        if (requests.size() != 1) {
            throw new AssertionError("one request was expected, not " + requests.size());
        }
        return requests.getFirst();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
