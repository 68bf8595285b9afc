package eu.runlater.console.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real socket that speaks just enough HTTP/1.1. Paths answer what they were told to; `/api/v1/events` hands its
/// connections to the test.
public final class RawEngine implements AutoCloseable {
    public record Asked(String method, String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    private record Answer(int status, String body, CountDownLatch gate) {}

    private final ServerSocket server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final BlockingQueue<RawStream> streams = new LinkedBlockingQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile int streamStatus = 200;

    public RawEngine() {
        try {
            server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
        answer("/health/ready", 200, "{\"status\":\"ok\"}");
        answer("/api/v1/overview", 200, Answers.overview());
        answer("/api/v1/engine", 200, Answers.engine());
        answer("/api/v1/executions", 200, "{\"data\":[],\"has_more\":false}");
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// From now on the path answers this.
    public void answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body, new CountDownLatch(0)));
    }

    /// The path takes requests and answers only when the returned latch is counted down.
    public CountDownLatch stall(String path, int status, String body) {
        CountDownLatch gate = new CountDownLatch(1);
        answers.put(path, new Answer(status, body, gate));
        return gate;
    }

    /// What the event stream answers; anything but 200 is a refusal.
    public void streamAnswers(int status) {
        streamStatus = status;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(request -> request.path().startsWith(path)).toList();
    }

    /// The next stream that a client opened.
    public RawStream nextStream() {
        try {
            RawStream stream = streams.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (stream == null) {
                throw new AssertionError("no stream was opened");
            }
            return stream;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Streams opened and not yet taken by [#nextStream()].
    public int waitingStreams() {
        return streams.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            Asked request = read(in);
            while (request != null) {
                asked.add(request);
                String path = request.path().replaceAll("\\?.*", "");
                if (path.equals("/api/v1/events") && streamStatus == 200) {
                    write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
                    streams.add(new RawStream(socket, out, request));
                    return;
                }
                if (path.equals("/api/v1/events")) {
                    respond(out, streamStatus, "{\"error\":{\"code\":\"refused\",\"message\":\"No.\"}}");
                } else {
                    Answer answer = answers.get(path);
                    if (answer == null) {
                        respond(out, 404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such route.\"}}");
                    } else {
                        answer.gate().await();
                        respond(out, answer.status(), answer.body());
                    }
                }
                request = read(in);
            }
        } catch (IOException _) {
            // The client went away.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Asked read(BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null || first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return null; // no HTTP: somebody tries TLS
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            int n = in.read(body, read, length - read);
            if (n < 0) {
                return null;
            }
            read += n;
        }
        return new Asked(words[0], words[1], headers, new String(body));
    }

    private static void respond(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(
                out,
                "HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\nX-Request-Id: req-7\r\n"
                        + "Content-Length: " + bytes.length + "\r\n\r\n");
        out.write(bytes);
        out.flush();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
