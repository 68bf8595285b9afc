package eu.runlater.receiver;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The receiver: binds a loopback port, answers by path (see [Routes#HELP]), counts and remembers calls. Its methods
/// may be called from any thread; one thread of its own does all the work.
public final class Receiver implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread;
    private final Routes routes = new Routes();
    private final CallLog log;
    private final SignatureCheck signatures;
    private final CallObserver observer;
    private final InstantSource clock;
    private final @Nullable CallPrinter printer;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Set<Connection> connections = new HashSet<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();

    private record Due(long nanos, Connection connection, byte[] bytes) {}

    private Receiver(ServerSocketChannel server, Selector selector, ReceiverOptions options) {
        this.server = server;
        this.selector = selector;
        this.log = new CallLog(options.remember());
        this.signatures = new SignatureCheck(options.secret());
        this.observer = options.observer();
        this.clock = options.clock();
        PrintStream lines = options.lines();
        this.printer = lines == null ? null : new CallPrinter(lines, signatures);
        this.thread = Thread.ofPlatform().name("receiver").daemon().unstarted(this::loop);
    }

    /// Starts on a loopback port of the system's choice, remembering calls: what a test wants.
    public static Receiver start() {
        return start(ReceiverOptions.onAnyPort());
    }

    /// Starts on the options' port, or on a free one when that is taken.
    public static Receiver start(ReceiverOptions options) {
        try {
            Selector selector = Selector.open();
            ServerSocketChannel server = bind(options.port());
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Receiver receiver = new Receiver(server, selector, options);
            receiver.thread.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("the receiver cannot listen on loopback", e);
        }
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /// The address of a path, e.g. `/fail/2`.
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /// Calls so far, the receiver's own `/calls` and `/count` not among them.
    public long count() {
        return count.get();
    }

    /// Requests refused because of their framing.
    public long malformedCount() {
        return malformed.get();
    }

    /// The remembered calls, oldest first.
    public List<Call> calls() {
        return log.all();
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
            thread.join(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Answer answer(Request request) {
        long nanos = System.nanoTime();
        Answer own = ownPath(request);
        if (own != null) {
            return own;
        }
        Answer answer = routes.answer(request);
        long number = count.incrementAndGet();
        if (!log.isOff() || printer != null) {
            Call call = new Call(
                    number,
                    clock.instant(),
                    request.method(),
                    request.target(),
                    request.headers(),
                    request.body(),
                    answer.status());
            if (!log.isOff()) {
                log.add(call);
            }
            if (printer != null) {
                printer.print(call);
            }
        }
        observer.received(request, answer.status(), nanos);
        return answer;
    }

    void malformed(int status, String reason) {
        malformed.incrementAndGet();
        if (printer != null) {
            printer.malformed(clock.instant(), status, reason);
        }
    }

    void later(Duration delay, Connection connection, byte[] bytes) {
        due.add(new Due(System.nanoTime() + delay.toNanos(), connection, bytes));
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }

    private @Nullable Answer ownPath(Request request) {
        if (log.isOff()) {
            return null; // a benchmark: nothing to ask for, and not one decoded text more than needed
        }
        String target = request.target();
        if (target.equals("/count")) {
            return Answer.json("{\"calls\":" + count() + "}\n");
        }
        if (target.equals("/calls") || target.matches("/calls\\?after=[0-9]{1,18}")) {
            long after = target.equals("/calls") ? 0 : Long.parseLong(target.substring("/calls?after=".length()));
            return Answer.json(log.all().stream()
                    .filter(call -> call.number() > after)
                    .map(call -> call.json(signatures))
                    .collect(Collectors.joining(",\n", "[", "]\n")));
        }
        return target.equals("/") ? Answer.text(200, Routes.HELP) : null;
    }

    private void loop() {
        while (selector.isOpen()) {
            try {
                selector.select(this::serve, timeoutMillis());
                answerDue();
            } catch (IOException | ClosedSelectorException _) {
                break; // closed by close(), from another thread
            }
        }
        closeConnections();
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            connection.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            while (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                Connection connection = new Connection(channel, key, this);
                key.attach(connection);
                connections.add(connection);
                channel = server.accept();
            }
        } catch (IOException _) {
            // one client that vanished while it was accepted must not stop the others
        }
    }

    private long timeoutMillis() {
        Due next = due.peek();
        return next == null ? 0 : Math.max(1, (next.nanos() - System.nanoTime() + 999_999) / 1_000_000);
    }

    private void answerDue() {
        long now = System.nanoTime();
        Due next = due.peek();
        while (next != null && next.nanos() <= now) {
            due.remove();
            next.connection().answerNow(next.bytes());
            next = due.peek();
        }
    }

    private void closeConnections() {
        List.copyOf(connections).forEach(Connection::close);
    }

    private static ServerSocketChannel bind(int port) throws IOException {
        try {
            return open(port);
        } catch (BindException _) {
            return open(0);
        }
    }

    private static ServerSocketChannel open(int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1024);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }
}
